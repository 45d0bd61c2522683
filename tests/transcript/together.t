# All open orders answered so that all offers can be held at once; and they are.
$ cavt init r.db && cavt import r.db demo > /dev/null
<*>
$ cavt offer together r.db nosuch
cavt: <*>nosuch<*>
? 3
$ cavt offer together r.db dom-bim dom-bim
cavt: order dom-bim is named twice
? <*>
$ cavt offer together r.db --brief --dry --as csv 2> /dev/null | head -1
order,deadline_on,offer,met,starts_on,ends_on,price,alone
$ cavt offer list r.db --as csv | wc -l
1
$ cavt offer together r.db --brief --as csv > all.csv
together: 6 of 8 orders can be met, all held at once, for <*>
$ for o in $(awk -F, '$4 == "yes" {print $3}' all.csv); do cavt offer accept r.db $o; done | wc -l
6
$ cavt check r.db | grep -v '^ok'
? 1
