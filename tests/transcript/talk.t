# Whose turn it is with an order; a change proposed, decided by the employer, kept as a version.
$ cavt init r.db && cavt import r.db demo > /dev/null
<*>
$ cavt order talk r.db dom-bim
turn: the centre: find an offer
$ cavt order remark r.db dom-bim "The scanner is away in March."
said of order dom-bim
$ cavt order remark r.db dom-bim ""
cavt: write something first
? <*>
$ cavt order propose r.db dom-bim
cavt: nothing of the order would be different; <*>
? <*>
$ cavt order propose r.db dom-bim --deadline 2027-04-30 --weekdays 123456 --why "the scanner is away in March"
proposed for order dom-bim (1): by 30 April 2027, Mon–Sat
turn: Dom Sibiri Construction Trust: decide on 1 proposed change
$ cavt order decide r.db dom-bim 1 perhaps
cavt: say yes or no, not perhaps
? 2
$ cavt order decide r.db dom-bim 1 yes
order dom-bim is changed as number 1 proposed
$ cavt order talk r.db dom-bim
turn: the centre: find an offer
change 1, the centre (accepted): by 30 April 2027, Mon–Sat
version 1: 8 people, <*>, by 31 March 2027, <*>
- The scanner is away in March.
$ cavt order propose r.db dom-bim --people 10 --employer
order dom-bim is changed (2): 10 people
turn: the centre: find an offer
$ cavt check r.db | grep -v '^ok'
? 1
