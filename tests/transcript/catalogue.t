# Somebody looks for something to learn, in whatever words, with whatever slips.
$ cavt init r.db && cavt catalogue find r.db welding
the database is ready, at step <*> of its schema
cavt: nothing in the catalogue is like that
? 3
$ cavt import r.db demo > /dev/null && cavt catalogue find r.db сварщику --as csv | cut -d, -f1,3
code,kind
weld-mig,vocational training
$ cavt catalogue find r.db сворщик --as csv 2>&1 | cut -d, -f1
Shown for “сварщик”: nothing here is called “сворщик”.
code
weld-mig
$ cavt catalogue find r.db cdfhobr --most 1 --as csv 2>&1 | cut -d, -f1
Shown for “сварщик”: nothing here is called “cdfhobr”.
code
weld-mig
$ cavt --lang ru catalogue find r.db --place Кемерово --funding learner --start quarter --as csv | cut -d, -f1,2
code,name
data-eng,<*>
cnc-op,<*>
$ cavt catalogue find r.db --price 0-3000 --modules --as csv --most 1000 2>/dev/null | awk 'NR > 1 { n++ } END { print (n > 10) }'
1
$ cavt catalogue find r.db --start soon
cavt: --start takes month|quarter|later|none, not "soon"
? 2
