"""The words by which titles and notes are read: who is close to a principal, what speaks of a benefit, what is nobody's business.

They recognise words, not meanings: they can miss somebody and name somebody wrongly, so whatever rests on them only asks to look. English
words count whole; a Chinese word inside another one ("情人" in "事情人手不够") does not.
"""

from __future__ import annotations

import re

from graph.model import Text

_CHIEF = (r"(?:c[efimostx]o|chair(?:man|woman|person)?|chief \w+ officer|chief executive|(?:vice[- ])?president|evp|svp|gm|boss|owner|"
          r"minister|mayor|governor|(?:general |managing |executive |deputy )*(?:director|manager|secretary))")
NEAR = re.compile(
    r"(?<!company )(?<!corporate )(?<!board )(?<!party )(?<!committee )(?<!branch )(?<!league )(?<!state )(?<!general )(?<!permanent )(?<!first )"
    r"\bsecretary\b(?! general| of | to the board| for |-general)|\bsecretary of (?:the |our |a )?(?:\w+ )?" + _CHIEF + r"\b|"
    r"\b(?:personal|executive|private) assistant\b|\bassistant to\b|\b(?:pa|ea) to\b|\b" + _CHIEF + r"(?:['’]?s)? (?:\w+ )?(?:assistant|pa)\b|"
    r"\b(?:wife|husband|spouse|son|daughter|brother|sister|cousin|nephew|niece|fianc[eé]e?|girlfriend|boyfriend|mistress)\b(?! (?:compan|firm|brand|industries))|"
    r"\brelatives?\b(?= of\b| to\b|\s*(?:$|[,;()/]))|\bin-law\b|"
    r"(?<!董事会)秘书(?!长|处)|(?:总|总裁|总经理|董事长|首席执行官|ceo|主席|部长|市长|局长|处长|厂长|院长|校长|书记|行长|总监|主任|老板)的?"
    r"(?:特别|行政|私人|个人|高级|执行)?助理|(?:私人|个人|特别)助理|特助|总助|小秘(?!密|诀|方)|"
    r"夫人|太太|妻子|老婆|老板娘|丈夫|配偶|(?<![热敬友关])爱人(?!民|才)|未婚[妻夫]|女友|女朋友|男友|男朋友|(?<![事人感心热性病案国行表实])情人(?!节)|情妇|"
    r"亲属|亲戚|家属|儿子|女儿|哥哥|弟弟|姐姐|妹妹|[姐妹]夫|[表堂][哥弟姐妹兄]|连襟|妯娌|嫂子|弟媳|儿媳|岳父|岳母|女婿|侄子|侄女|外甥|[大小]舅子|小姨子|亲家",
    re.IGNORECASE)
"""A title of a relative, a secretary or the like of somebody who decides."""

BENEFITS = re.compile(
    r"回扣|(?<!往)返点(?!政策|制度|协议|检|名)|返佣|佣金(?!收入|业务|率|制度|水平)|好处费|红包|(?<![典婚])礼金(?![额奖融色牌])|贿赂|行贿|受贿|干股|灰色收入|"
    r"封口费|购物卡|礼品卡|(?<![发运配输])送礼(?![貌仪堂])|"
    r"\bkick-?backs?\b|\bbrib\w+|\bslush funds?\b|\bunder the table\b|\bgrease payments?\b|\bfacilitation payments?\b|\bhush money\b|"
    r"\bgift (?:cards?|vouchers?)\b|\bcash gifts?\b", re.IGNORECASE)
"""A note that speaks of a benefit to a person."""

PRIVATE: tuple[tuple[Text, re.Pattern[str]], ...] = (
    (Text("religion", "宗教信仰"), re.compile(
        r"\breligion\b|\breligious(?:ly)? (?:belief|faith|person|family|man|woman)s?\b|\b(?:muslim|buddhist|hindu|atheist|protestant)s?\b|"
        r"\b(?:a|an|is|devout|practi[sc]ing|strict) (?:christian|catholic|jew)\b|\bgoes to (?:church|mosque)\b|\bchurch ?goer\b|"
        r"宗教(?!局|事务)|信佛(?![山冈])|(?<![通微相短坚自诚确])信教(?![育程练学师授室材导])|佛教徒?|基督徒|基督教|天主教|伊斯兰教|穆斯林|信道教|道教徒|信回教|回教徒|"
        r"吃斋|念佛|拜佛|做礼拜", re.IGNORECASE)),
    (Text("health", "健康状况"), re.compile(
        r"\b(?:has|had|got|beat|survived|suffers from|died of|treated for) (?:\w+ )?cancer\b(?=\s*(?:$|[.,;)]|and\b|in\b|last\b|since\b))|\bdiabet(?:es|ic)\b|"
        r"\bchemotherapy\b|\bheart (?:attack|disease|condition)\b|\bhiv\b|\bpregnan(?:t|cy)\b|\bmiscarriage\b|\bclinical depression\b|\bmental illness\b|"
        r"\balcoholic\b(?! (?:drink|beverage))|\bsick leave\b|\b(?:poor|ill|bad|failing) health\b|\b(?:his|her) health (?:is|was|has|got)\b|"
        r"(?<!financial )\bhealth (?:problem|issue|condition)s?\b|"
        r"患有|患病(?!率)|癌症(?!中心|医院|药)|糖尿病(?!药|科|中心)|高血压(?!药|科|中心)|心脏病(?!药|科|中心|医院)|抑郁(?!症?[药科门])|怀孕|身孕|病假(?![设如定说])|"
        r"(?<![发产])生病(?![毒变例床房])|患重病|重病在身|住院(?![部医楼系信管费患病药收])|身体不好|身体欠佳|(?<![务营统产业])健康(?:状况|问题)|体检结果|乙肝(?![疫药试])|"
        r"艾滋病|酗酒", re.IGNORECASE)),
    (Text("politics", "政治面貌或立场"), re.compile(
        r"\bpolitical (?:view|opinion|belief|leaning|conviction)s?\b|\bpolitical affiliation\b|(?<!third )(?<!third-)(?<!working )\bparty member(?:ship)?\b|"
        r"\b(?:left|right)-wing\b|\bvotes? (?:labour|republican|democrat|communist)s?\b|"
        r"政治面貌|政治立场|政治倾向|政治观点|(?<![财行邮民])政见(?![习长])|(?<!非)党员(?!活动|大会|之家|干部培训)|入党(?!建)|民主党派|共青团员", re.IGNORECASE)),
    (Text("private life", "私生活"), re.compile(
        r"\bdivorc(?:e|ed|es|ing)\b|\b(?:has|had|having) an affair\b|\blove affair\b|\baffair with\b|\bextramarital\b|\bmistress\b|\bgirlfriend\b|\bboyfriend\b|"
        r"\b(?:is|got|was|newly|not) married\b|\bmarital (?:status|problems?|crisis)\b|\bmarriage (?:is|was|broke|problems?|crisis)\b|\bsexual orientation\b|"
        r"\bhomosexual\b|\bgambler\b|\bgambling (?:debt|habit|problem)s?\b|\bprivate life\b|"
        r"离婚|离异(?!常)|已婚|未婚|结婚|婚姻(?!登记|法)|婚外情|(?<![列火]车)出轨|(?<![事人感心热性病案国行表实])情人(?!节)|(?<![病疫])情妇(?![科女幼联])|"
        r"二奶(?![粉牛制业站源])|(?<![承打])包养(?![殖护老])|私生活|私生子|恋爱|女友|女朋友|男友|男朋友|同性恋|(?<![统定趋])性取向|赌债|嗜赌|好赌|"
        r"夫妻(?:不和|关系|矛盾|分居)|家庭(?:矛盾|不和)", re.IGNORECASE)))
"""What is not to be kept about a person, and the words of a note that seem to speak of it."""
