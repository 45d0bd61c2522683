// What a browser with script adds; every page works without it.
import 'htmx.org/dist/htmx.esm.js'
