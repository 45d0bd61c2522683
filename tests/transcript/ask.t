# Who, where and when could teach it, without an order.
$ cavt init r.db && cavt import r.db demo > /dev/null
<*>
$ cavt ask r.db welding --people 12 --as csv | head -1
module,name,owner,site,starts_on,ends_on,cohorts,hours_ah,price,per_learner,approval
$ cavt ask r.db welding --people 0
cavt: --people takes <*>
? 2
$ cavt ask r.db
cavt: WHAT is missing; it is written: cavt ask DB WHAT
? 2
