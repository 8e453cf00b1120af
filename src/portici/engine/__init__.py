"""The workshop: analysis without Django. Arrays and tables come in with a delivery note, results go out with another.

Nothing here reads the store, a request or the clock; slow libraries are imported where they are used. What a
person is told is a `Finding` of the kernel, so that the page, the terminal and the file say the same.
"""
