# Random recurrence rules and the days that python-dateutil gives them, for RuleReferenceTest.
import random, datetime as d, signal, sys
from dateutil.rrule import rrulestr
class T(Exception): pass
def h(*a): raise T()
signal.signal(signal.SIGALRM,h)
r=random.Random(11); D="MO TU WE TH FR SA SU".split()
out=[]
N=int(sys.argv[1])
while len(out)<N:
    f=r.choice(["DAILY","WEEKLY","MONTHLY","MONTHLY","YEARLY"]); s=["FREQ="+f]
    iv=1 if r.random()<.4 else r.randint(1,4)
    if iv>1: s.append("INTERVAL=%d"%iv)
    bm=False
    if r.random()<.33 or f=="YEARLY" and r.random()<.5:
        s.append("BYMONTH="+",".join(map(str,sorted(r.sample(range(1,13),r.randint(1,3)))))); bm=True
    any_=bm
    md=f!="WEEKLY" and r.random()<.33
    if md:
        s.append("BYMONTHDAY="+",".join(map(str,r.sample([x for x in range(-31,32) if x],r.randint(1,4))))); any_=True
    if not md or r.random()<.33:
        o=f in("MONTHLY","YEARLY") and r.random()<.5 and not md
        top=53 if f=="YEARLY" and not bm else 5
        xs=[]
        for _ in range(r.randint(1,3)):
            n=(r.choice(["","","-"])+str(r.randint(1,top))) if o else ""
            xs.append(n+r.choice(D))
        s.append("BYDAY="+",".join(dict.fromkeys(xs))); any_=True
    if r.random()<.25 and any_:
        s.append("BYSETPOS="+",".join(map(str,dict.fromkeys(r.choice([1,2,3,4,-1,-2,-3]) for _ in range(r.randint(1,2))))))
    if r.random()<.25: s.append("WKST="+r.choice(D))
    seed=d.datetime(2026,1,1)+d.timedelta(r.randint(0,400)); to=seed+d.timedelta(3*365)
    rule=";".join(s)
    try:
        signal.setitimer(signal.ITIMER_REAL,.3)
        xs=[]
        for x in rrulestr(rule,dtstart=seed):
            if x>to: break
            xs.append(x.strftime("%Y-%m-%d"))
        signal.setitimer(signal.ITIMER_REAL,0)
    except (T,ValueError): continue
    signal.setitimer(signal.ITIMER_REAL,0)
    out.append("|".join([rule,seed.strftime("%Y-%m-%d"),to.strftime("%Y-%m-%d")," ".join(xs)]))
print("\n".join(out))
