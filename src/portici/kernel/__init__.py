"""Values and rules that need no framework: codes, money, periods, who acts, what a check found."""
