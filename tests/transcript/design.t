# An employer and the owner of a programme design its next version together.
$ cavt init r.db && cavt import r.db demo > /dev/null
<*>
$ cavt programme design r.db nosuch himprom
cavt: there is no programme nosuch
? 3
$ cavt programme design r.db fresh himprom --new "Tuning a chromatograph" | head -3
fresh  Tuning a chromatograph, version 1, revision 0, 0 h
both sides are to approve it, or to propose changes
! there is no module in it yet
$ cavt programme approve r.db fresh
cavt: there is no module in it yet
? 6
$ cavt programme propose r.db fresh paint
cavt: <*>"paint"<*>
? <*>
$ m=$(sed -n 2p demo/module.csv | cut -d, -f1); cavt programme propose r.db fresh add --module $m --employer
proposed for programme fresh as number 1; the other side decides
$ cavt programme decide r.db fresh 1 yes --employer
cavt: the side that proposed a change does not decide on it; the other does
? 5
$ cavt programme decide r.db fresh 1 yes | head -2
fresh  Tuning a chromatograph, version 1, revision 1, <*>
both sides are to approve it, or to propose changes
$ cavt programme approve r.db fresh
programme fresh is approved by one side; the other is asked
$ cavt programme approve r.db fresh --employer
both sides have approved programme fresh: it is its new version
$ cavt programme propose r.db fresh restore --revision 0
cavt: version 1 of programme fresh is approved; to go on, begin a new one: cavt programme design DB fresh EMPLOYER
? 6
$ cavt check r.db | grep -v '^ok'
? 1
