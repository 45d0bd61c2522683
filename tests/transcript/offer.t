# An order answered, accepted, confirmed; and what may not be done with it.
$ cavt init r.db && cavt import r.db demo > /dev/null
<*>
$ cavt offer make r.db dom-bim --one | head -2
dom-bim  8 site engineers: model, scanning, setting out
8 people, <*>
$ cavt offer make r.db nosuch
cavt: <*>nosuch<*>
? 3
$ cavt offer make r.db dom-bim --deadline yesterday
cavt: <*>yesterday<*>
? <*>
$ cavt offer make r.db dom-bim --seconds 0
cavt: <*>
? <*>
$ cavt offer make r.db dom-bim --dry --one --as json > offer.json; for k in order modules lessons parts price bound gaps causes relaxations alternatives seed input_hash; do grep -q "\"$k\":" offer.json || echo "no $k"; done
$ cavt offer accept r.db dom-bim-1
offer dom-bim-1 is <*>
$ cavt offer accept r.db dom-bim-1
<*>nothing was changed
$ cavt offer refuse r.db dom-bim-1 nobody
cavt: <*>
? <*>
$ cavt check r.db | grep -v '^ok'
? 1
$ cavt offer withdraw r.db dom-bim-1
<*>
$ cavt offer withdraw r.db dom-bim-1
<*>
$ cavt check r.db | grep -v '^ok'
? 1
