//! A list of common lemmas, for the tests alone: verbs, nouns and adjectives that a newspaper uses every day.
//!
//! No part of the program reads it. It is here because a table of examples proves only what its writer thought of.

/// Lemmas, with white space between.
pub(super) const COMMON: &str = "
abandon abide abolish absorb abstain abuse accelerate accept accommodate accompany accomplish accuse achieve
acknowledge acquire acquit act adapt add address adjust administer admire admit adopt advance advertise advise
advocate affect afford agree aid aim alarm alert align allege allocate allow alter amend amount analyse analyze
announce annoy answer anticipate apologise apologize appeal appear applaud apply appoint appreciate approach approve
argue arise arm arouse arrange arrest arrive ask assault assemble assert assess assign assist assume assure attach
attack attain attempt attend attract attribute avoid awake award back bake balance ban bank bar base battle be bear
beat become beg begin behave believe belong bend benefit bet bid bind bite blame bleed blend bless block blow board
boast bomb book boost border borrow bother bounce box brand break breathe breed bribe brief bring broadcast brush
build bump burn burst bury bus buy calculate call calm campaign cancel capture care carry carve cast catch cause
cease celebrate challenge change channel charge chart chase chat cheat check cheer choose chop circulate cite claim
clarify clash clean clear climb cling close clothe coach collapse collect combat combine come comfort command
commence comment commit communicate compare compel compensate compete complain complete comply comprise compromise
conceal concede conceive concentrate concern conclude condemn conduct confer confess confine confirm confiscate
conflict confront confuse connect conquer consent consider consist constitute construct consult consume contact
contain contend contest continue contract contradict contribute control convert convey convict convince cook cool
cooperate cope copy correct cost count counter cover crack craft crash crawl create creep criticise criticize cross
crush cry cultivate curb cure cut damage dance dare date deal debate decide declare decline decorate decrease defeat
defend defer define defy delay delete deliver demand demolish demonstrate deny depart depend depict deploy deport
deprive derive descend describe deserve design desire destroy detain detect deter deteriorate determine develop
devote diagnose dictate die differ dig dim diminish dine dip direct disagree disappear disappoint discard discharge
discipline disclose discover discuss dismiss disperse displace display dispose dispute disrupt dissolve distinguish
distribute disturb dive divert divide divorce do dominate donate double doubt draft drag drain draw dream dress
drift drink drive drop drown drum dry dump dwell dye earn ease eat echo edit educate elect eliminate embark embed
embrace emerge emit emphasise emphasize employ empower enable enact encounter encourage end endanger endorse endure
enforce engage enhance enjoy ensure enter entertain entitle equal equip erect erode erupt escalate escape establish
estimate evacuate evade evaluate evolve examine exceed excel exchange exclude excuse execute exercise exert exhaust
exhibit exist expand expect expel experience experiment expire explain explode exploit explore export expose express
extend extinguish extract eye face fade fail fall falsify fasten favour fear feature feed feel fetch fight file fill
film finance find fine finish fire fish fit fix flag flash flee fling flip float flood flow flush fly focus fold
follow forbid force forecast forget forgive form format formulate foster found frame free freeze frighten frustrate
fuel fulfil fulfill function fund furnish gain gamble gather gauge generate get give glance go govern grab grade
grant greet grin grind grip groan grow guarantee guard guess guide halt hamper hand handle hang happen harass harm
harvest hate haul haunt have head heal hear heat help hesitate hide highlight hijack hinder hint hire hit hold
honour hop hope host hug hunt hurry hurt identify ignite ignore illustrate imagine impede implement imply import
impose impress imprison improve include increase incur indicate induce indulge infect infer inflict influence inform
inherit inhibit initiate inject injure inquire insert insist inspect inspire install institute instruct insult
insure integrate intend intensify interact intercept interfere interpret interrupt intervene interview introduce
invade invent invest investigate invite invoke involve isolate issue jail jam jeopardise join joke judge jump
justify keep kick kidnap kill kiss kneel knit knock know label lack land last laugh launch lay lead lean leap learn
leave lecture lend let level liaise liberate license lie lift light limit line linger link list listen live load
loan lobby locate lock log long look loom loot lose love lower mail maintain make manage manipulate manufacture
march mark marry mask massacre match matter mature mean measure meet melt mention merge migrate mimic mind minimise
miss mistake mix mobilise model modify monitor motivate mount mourn move multiply murder name narrow near negotiate
nod nominate note notice notify number obey object oblige observe obstruct obtain occupy occur offend offer omit
open operate oppose opt order organise organize originate oust outline outrage overcome overlook oversee overtake
overthrow owe own pack paint panic park participate pass patrol pause pay peel penetrate perceive perform permit
persist persuade phase pick picnic pilot pin pinpoint place plague plan plant play plead please pledge plot plug
plunge point poison poll portray pose position possess post postpone pour practise praise pray preach precede
predict prefer prepare prescribe present preserve press pressure presume pretend prevail prevent print proceed
process proclaim produce profit program progress prohibit project prolong promise promote prompt propel propose
prosecute protect protest prove provide provoke publish pull pump punch punish purchase pursue push put qualify
quarrel query question queue quiet quit quiz quote race radio raid raise rally range rank rape rate reach react read
realise realize reap rebel rebuild recall recede receive reckon recognise recognize recommend reconcile reconsider
record recover recruit recur reduce refer reflect reform refrain refuse regain regard register regret regulate
rehearse reinforce reject rejoice relate relax release relieve rely remain remark remember remind remove render
renew rent repair repay repeat repel replace reply report represent reproduce request require rescue resemble resent
reserve reside resign resist resolve resort respect respond rest restore restrain restrict result resume retain
retaliate retire retreat retrieve return reveal reverse review revise revive revolve reward rid ride ring riot rip
rise risk rival rob roll rotate row rub ruin rule run rush sack sacrifice sail sanction satisfy save saw say scan
scare scatter schedule score scrap scratch scream screen seal search secure see seek seem seize select sell send
sense sentence separate serve set settle sever sew shake shape share shatter shed shelter shift shine ship shock
shoot shop shout shove show shred shrink shut sign signal silence sing sink sit ski skip slam slap slaughter sleep
slide slip slow smash smell smile smoke smuggle snap sneak snow soak soar solve soothe sort sound sow span spare
spark speak specialise specify speculate speed spell spend spill spin spit split spoil sponsor spot spray spread
spring spur spy squeeze stab stage stain stand star stare start starve state stay steal steer stem step stick
stimulate sting stir stop store storm strain strengthen stress stretch strike string strip strive struggle study
submit succeed suck sue suffer suggest suit summarise summon supervise supply support suppose suppress surge
surprise surrender surround survey survive suspect suspend sustain swallow swap swear sweat sweep swell swim swing
switch symbolise sympathise tackle take talk tap target taste tax teach tear tease tell tempt tend terrify test
testify thank thin think threaten thrive throw thrust tie tighten tip tire tolerate topple toss total touch tour tow
toy trace track trade traffic trail train transfer transform translate transmit transport trap travel tread treat
tremble trick trigger trim trip triple trust try turn twist type undergo undermine understand undertake undo unite
unveil update uphold upset urge use utter vaccinate vanish vary venture veto view violate visit volunteer vote vow
wage wait wake walk wander want war warm warn warrant wash waste watch water wave weaken wear weave weep weigh
welcome whip whisper widen win wind wipe wish withdraw withhold withstand witness wonder work worry worsen worship
wound wrap wreck write yell yield zigzag zip zone ability absence academy accent access accident account accountant
acid acre activist activity actor actress addict admiral adult adventure affair age agency agenda agent agreement
agriculture airline airport album alcohol alley alliance ally ambassador ambition ambulance amendment ammunition
analysis analyst ancestor angle animal ankle anniversary anthem antibody anxiety apartment apology apple applicant
architect archive area arena argument army arrangement arsenal art article artist aspect asset assistant athlete
atmosphere atom attitude audience auditor aunt author authority autumn avenue axis baby bacterium bag balcony ball
ballot band banker banner barrel barrier basement basis basket battery beach bean beauty bed bedroom bee behaviour
belief bell belt bench betrayal bias bicycle bike bill billion bird birth birthday bishop blade blanket blast blaze
bloc blood boat body bond bone bonus boss bottle bottom boundary bowl boy brain brake branch bread breakfast breath
brewery brick bride bridge brother bubble bucket budget building bullet bureau burden burglar bush business butcher
butter button buyer cabin cabinet cable café cake calendar calf camera camp campus canal cancer candidate candle
cannon canyon cap capital captain car carbon card career cargo carpet carrier castle casualty cat category cattle
cave ceiling cell cemetery census centre century ceremony chain chair chairman chamber champion chance chaos chapel
chapter character charity charter chemical chemist chest chicken chief child choice choir church cigarette cinema
circle circuit citizen city civilian class clause clergy clerk client cliff climate clinic clock cloth cloud club
clue coal coalition coast coat code coffee coffin coin colleague collection collector college collision colonel
colony colour column combination comedy commander commissioner committee commodity community companion company
competitor complaint component composer compound computer concept concert condition conference confidence congress
conscience consensus consequence constituency constitution consul consumer container content context continent
contractor convention conversation convoy cop corner corporation corps correspondent corridor cottage cotton council
counsel country county couple courage court cousin cow cradle creature credit crew crime criminal crisis criterion
critic crop crowd crown cruise culprit culture cup currency current curriculum curtain curve custody customer cycle
daughter day deadline dealer death debt decade decision deck deer defect deficit degree delegate delegation
democracy democrat deputy desert desk detail detective device devil diagnosis diagram dialogue diamond diary
dictator diet dilemma dinner diplomat director disaster discount disease disk district doctor doctrine document dog
dollar domain dome donkey donor door dose dozen dragon drama drawer drought drug duck duke duty dwarf dynasty eagle
ear earthquake economist economy edge editor education effect effort egg ego elbow election electorate element
elephant elite embargo embassy emergency emperor empire employee employer enemy energy engine engineer enterprise
entity envelope envoy epidemic episode equation era error essay estate ethic evening event evidence exam example
executive exile exit expert explanation extremist fabric facility fact factor factory failure fair faith family
famine fan fare farm farmer fashion father fatality fault fee feeling female fence festival fever field fighter
figure filter finger firm flame flat flaw fleet flesh flight floor flour flower foot football forest formula fort
fortune forum foundation fox fraction fragment framework fraud freedom friend front frontier fruit fugitive funeral
furniture future galaxy gallery game gang gap garden garment gas gate gathering gender general generation genius
giant gift girl glass goal god gold goose governor graduate grain grandchild grandmother graph grass grave grenade
grief group guerrilla guest gulf gun guy habit half hall hamlet harbour hat hazard headline headquarters health heap
heart heaven hedge heel height heir helicopter helmet herb herd hero highway hill historian hole holiday home
horizon horn horse hospital hostage hotel hour house household housewife human hundred hypothesis ice icon idea
ideology image immigrant impact incentive inch incident income index industry infant inflation inhabitant injury
inmate inn innocence insect instance institution instrument insurer intellectual interest interior invasion
inventory investor invoice island item jacket jet jewel job journal journalist journey joy juice jungle junior juror
jury kettle key kid kidney king kingdom kitchen knee knife knight laboratory labour ladder lady lake lamp lane
language laptop laser law lawmaker lawsuit lawyer layer leader leaf league leg legacy legend leisure lesson letter
liberty library lieutenant life limb lion lip loaf location lorry loss luck luggage lunch lung luxury machine
magazine magistrate magnet majority male mall man manner manuscript map margin market marsh mass master matrix
maximum mayor meal medal medium memo memory merchant merit mess message metal method metre midwife mile militant
military militia mill million mine miner minister ministry minority minute miracle mirror missile mission mob moment
monarch monastery money monk monkey month monument mood moon morning mosque mother motive motor mountain mouse mouth
movement muscle museum musician myth nail nation native navy neck needle neighbour nephew nerve nest net network
neutron newspaper night nightmare nominee noon norm north nose notion nuisance nurse oak oath objective obligation
occasion ocean offence office officer official oil opinion opponent opportunity option orchestra orchid organ
outbreak outcome outlet output oven overlap owner ox oxygen pace package page pain pair palace panel paper parade
paradise paragraph parish parliament parliamentarian part particle partner party passage passenger passer-by passion
passport path patient patron pattern peace peak peasant penalty pencil pension percentage period person phenomenon
philosopher phone photo photographer phrase physician piano picture piece pier pig pile pill pillar pioneer pipe
pirate pistol pit pitch planet plane plaque plate platform plaza plea pocket poem poet pole police policeman policy
politician pollutant pool pope population port portfolio portion possession potato poverty powder prayer precedent
preference premise premium presence president prey price pride priest prime prince princess principle priority
prison privilege prize problem product profession professor proof property prophet proportion proposal province
publisher pupil puppet quake quality quantity quarter quay queen quota rabbit radar rail railway rain ratio ray
reader reality realm rebellion receipt recipe recipient referee referendum refuge refugee regime region rehearsal
relative relic religion remedy republic reputation resident resource restaurant revenue revolution rhythm rice rifle
ritual river road robbery robot rock rocket rod role roof room root rope rose rout route ruler rumour runway saint
salary salesman sample sand sauce scandal scene scheme scholar school science scientist scissors scope scout script
sculpture sea season seat second secretary sector security seed segment seminar senate senator sequence sergeant
series servant session shadow shaft shame shareholder sheep sheet shelf shell sheriff shirt shoe shore shoulder
shrine sibling siege signature singer sister site size skeleton skill skin skull sky slave slice slogan soap society
soil soldier son song soul source species specimen speech sphere spirit spokesman spokeswoman spoon sport spouse
squad square stadium staff stair stake stall stance statement station statistic statue status steam steel stock
stomach stone story strand strategy straw stream street strength studio stuff style subject subsidy substance suburb
suicide sum summer summit sun supper supplier surgeon surgery surplus suspicion symbol symptom syndrome system table
tail talent tank tape task taxi tea team technique technology teenager telephone television temple tenant tent term
territory terror terrorist text theatre theft theme theory therapist thesis thief thigh thing thousand thread threat
throat throne thumb ticket tide tiger timber time tissue title toll tomato tomb ton tone tongue tool tooth topic
tornado torture tower town trader tradition tragedy trainer traitor transition traveller treasury treaty tree trench
trend trial tribe tribunal tribute troop trophy trouble truck truth tube tunnel tutor twin tyre uncle unemployment
union unit university upheaval user vacancy vaccine valley value van variety vegetable vehicle verdict verse version
vessel veteran victim victory video village violation violin virus visa vision visitor voice volcano volume voter
voyage waiter wall wallet warehouse warrior watt wealth weapon weather website wedding week weekend weight west
wheel wife window wine wing winner winter wire wisdom wolf woman wood word worker workshop world worm worth wrist
writer yacht yard year youth zero zoo able afraid angry awful bad bare big bitter black bleak blind bloody blue bold
brave bright broad brown busy careful cautious cheap civil classic clever coarse cold common complex cosy crazy
crude cruel cruelly curious dark dead deadly dear deep dense desperate difficult dirty dull dumb eager early easy
empty famous far fast fat fatal fierce final fond foreign fragile frail fresh friendly full funny generous gentle
glad good grand great green grey grim gross guilty happy hard harsh healthy heavy high holy honest hostile hot huge
humble hungry ill important innocent kind large late lazy legal likely little local lonely loose loud lovely low
loyal lucky mad many mere mild modern modest much nasty neat nervous new nice noble noisy odd old pale plain polite
poor popular pretty proud pure quick random rapid rare raw ready real recent red remote rich ripe rough rude sad
safe severe shallow sharp shy short sick silent silly similar simple slight slim small smart smooth soft sour stable
steep stern stiff strange strict strong stupid subtle sunny sure sweet swift tall tame tender thick tight tiny tough
true ugly unhappy urgent vague vast violent vital weak wealthy weird well wet white wicked wide wild wise wrong
young
";
