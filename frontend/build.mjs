// Builds the site's styles and scripts into the folder that Django collects. Everything the pages load comes from
// there: nothing is fetched from elsewhere at run time, so the site runs under `default-src 'self'`.
import { copyFile, cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const modules = join(here, 'node_modules')
const italia = join(modules, 'bootstrap-italia', 'dist')
const out = join(here, '..', 'src', 'portici', 'fronts', 'static', 'portici')

// Bootstrap Italia is still written with @import and the older colour functions; their warnings are for its authors.
const silenced = ['import', 'global-builtin', 'color-functions', 'slash-div', 'if-function', 'abs-percent']

async function fonts() {
  const from = join(italia, 'fonts', 'Titillium_Web')
  await mkdir(join(out, 'fonts'), { recursive: true })
  const wanted = (await readdir(from)).filter((name) => /-(300|regular|600|700)\.woff2$/.test(name))
  for (const name of [...wanted, 'OFL.txt']) await copyFile(join(from, name), join(out, 'fonts', name))
}

async function styles() {
  const made = sass.compile(join(here, 'src', 'portici.scss'), {
    loadPaths: [modules],
    style: 'compressed',
    quietDeps: true,
    silenceDeprecations: silenced,
  })
  // Leaflet's pictures go in as data: so that no hashed static storage has to find them.
  const leaflet = await esbuild.build({
    entryPoints: [join(modules, 'leaflet', 'dist', 'leaflet.css')],
    bundle: true,
    minify: true,
    write: false,
    loader: { '.png': 'dataurl' },
  })
  await writeFile(join(out, 'portici.css'), made.css + '\n')
  await copyFile(join(here, 'src', 'editors.css'), join(out, 'editors.css'))
  await writeFile(join(out, 'map.css'), leaflet.outputFiles[0].text)
}

const scripts = {
  entryPoints: ['portici', 'map'].map((name) => join(here, 'src', `${name}.js`)),
  outdir: out,
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2020'],
  legalComments: 'none',
  // Bootstrap Italia marks its plugins as free of side effects, yet each binds its data-bs-* attributes when loaded.
  ignoreAnnotations: true,
  absWorkingDir: here,
}

// The notices that the licences of the bundled libraries ask for travel beside the bundle.
async function notices() {
  await mkdir(join(out, 'licences'), { recursive: true })
  for (const name of ['bootstrap-italia', 'leaflet']) {
    await cp(join(modules, name, 'LICENSE'), join(out, 'licences', `${name}.txt`))
  }
}

async function build() {
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  await Promise.all([fonts(), styles(), notices(), esbuild.build(scripts)])
  await copyFile(join(italia, 'svg', 'sprites.svg'), join(out, 'sprites.svg'))
}

await build()
