import type { Dice } from './chance.ts';

/** A sound that invented words of a part of the world share. */
export type Tongue =
  | 'english'
  | 'german'
  | 'french'
  | 'southern'
  | 'nordic'
  | 'slavic'
  | 'japanese'
  | 'chinese'
  | 'korean'
  | 'cyrillic'
  | 'greek'
  | 'arabic'
  | 'hebrew';

type Sounds = { onsets: string[]; vowels: string[]; middles: string[]; ends: string[] };

const sounds: Record<Tongue, Sounds> = {
  english: table(
    'B C D F G H K L M N P R S T V W Z Br Cl Cr Dr Fl Gl Gr Kr Pl Pr Qu Sl Sp St Str Th Tr Tw Wh Y J Sc Sh',
    'a e i o u ea o a ai y ee i e ou',
    'b c d f g l m n p r s t v nd lt rt mb nt rl st nv ld rv ck ss x z dr ltr ntr rg',
    'a o ex on ara el ia um ent is en ix ory and er al ium ora ey ant ova us ley win ston field worth ar io ane est',
  ),
  german: table(
    'B D F G H K L M N R S T V W Br Dr Fr Gr Kr Schl Schm Schw St Tr Z Pf Bl Gl Kn',
    'a e i o u ä ö ü ei au ie e a',
    'b d ch ck ff hl hn ld lk ll lm ln mm nd ng nn rg rk rm rn rst rt ss st tt tz ngl ndt',
    'er en au berg burg feld mann hof rath stein wald tal bach ing hausen ert ach inger ler heim brück',
  ),
  french: table(
    'B C D F G J L M N P R S T V Br Ch Cl Cr Fl Gr Pl Pr Tr Gl Vr',
    'a e é i o u ai au ou eu oi è â a i',
    'b ch d g gn l ll m n nd nt r rd s ss t v ct mbr ntr rr rg lv',
    'ois ier ard eau elle ence ette in on ane ère esse y aux ine ont ac é ique ault igny oise iac ène',
  ),
  southern: table(
    'B C D F G L M N P R S T V Al Br Cr Es Fr Gr Mon Pr Tr Val San Qu J Z Mar Bel',
    'a e i o u a o e ia ue á ó í ã a',
    'b c d g l ll m n nd ñ nt r rr rd s st t v z mbr ntr lv nz rg lt gl',
    'o a ero ada al ano ara ares ella enza era ez ía ias ina ino ona ora oso ura ões elli etti agua ente',
  ),
  nordic: table(
    'B D F G H J K L M N R S T V Bj Br Fj Gr Kj Sk Sn St Str Sv Tr Th Hj',
    'a e i o u å ä ö ø y æ a e i',
    'b d g gg k l ll lm n nd ng nn r rd rg rk rn rs s sk st t tt v vd ks lv',
    'a en berg by dal elä fors gård holm ia inen lund mark nes ström torp vik rud sen nen la stad heim vaara',
  ),
  slavic: table(
    'B C D G H J K L M N P R S T V W Z Br Cz Dr Gr Kr Pr Sz Sł St Tr Zd Šk Ž',
    'a e i o u y ę ó á a e o i',
    'b c cz d dz g j k l ł m n nk r rz s sk st sz t w z ż lk rn wr dr',
    'a ów ski ek ice any ex in o ów ak or owa ina no nia ia any ec ka ava ovo nik',
  ),
  japanese: table(
    '星 北 水 山 月 川 空 浜 高 西 黒 島 森 石 中 藤 富 松 桜 青 白 南 東 大 小 若 長 福 吉 竹 岩 光 雪 朝',
    ' ',
    '野 沢 原 田 崎 井 見 岡 本 口 代 谷 村 木 倉 瀬 尾 江 津 浦 橋 波 葉 泉 宮 屋 辺 内 場 道 林 坂',
    'テック リア ロン ント ノバ  ライト  ラス ゼミ フレア  コア リンク モト  アス ミナ',
  ),
  chinese: table(
    '华 远 恒 瑞 鑫 宏 德 盛 泰 安 博 嘉 诚 汇 中 东 南 金 海 天 新 永 广 康 明 源 凯 立 正 同',
    ' ',
    '达 通 丰 利 信 祥 和 兴 隆 润 邦 昌 科 创 联 峰 航 宇 景 瑜 晟 禾 澜 森 川 麟 澄 岳 霖 辰',
    '泰 元 林 润 和 德 信 源 安 华 成 发 宝 益 达 丰 基 美 生 云',
  ),
  korean: table(
    '한 대 동 서 남 북 신 금 은 청 백 태 세 우 미 진 성 광 해 산',
    ' ',
    '림 빛 강 솔 원 별 길 온 결 누 름 담 벗 새 울 하 준 도 경 호',
    '산 건 도 림 온 빛 솔 원 터 랑 마루 누리 나래 한 담 들 샘 벼리',
  ),
  cyrillic: table(
    'Б В Г Д З К Л М Н П Р С Т Ф Бр Вл Гр Др Кр Пр Ск Ст Тр Св Сев Юж Крас',
    'а е и о у я о а е',
    'б в г д ж з л м н п р с т ч ш рн ст нк льн вр др лк нд',
    'а ов ин ика ия ект онт ор ура ния ар ел ан ость ник евск ода изм аль ент',
  ),
  greek: table(
    'Α Β Γ Δ Ε Ζ Θ Κ Λ Μ Ν Π Ρ Σ Τ Φ Χ Αρ Κρ Πρ Στ Τρ Φρ',
    'α ε η ι ο υ ου ει αι ό ά ί',
    'β γ δ θ κ λ μ ν ξ π ρ σ τ φ ρν στ νδ λλ μπ ντ',
    'ος ης α ων ική άς ια ίδης ού ιον έας όπουλος άκης ατος',
  ),
  arabic: table(
    'ال ',
    'ن ب م و س ر ش ف ق ك ل ه ج د ح ع ز ط ت غ',
    'ا ي و خ ر س م ن ل د ب ه',
    'ار ين ان ور يد ية اب ال ام اء ول يم ون اس ير',
  ),
  hebrew: table(
    'א ב ג ד ה ז ח ט כ ל מ נ ס ע פ צ ק ר ש ת',
    'ו י א ',
    'ב ג ד ל מ נ ר ש ק ת ט פ ס',
    'ון ית ור ים ל ן ר ת ה ס ד יה ום',
  ),
};

/** An invented word that could be somebody's brand; the same rolls give the same word. */
export function inventWord(tongue: Tongue, dice: Dice): string {
  const { onsets, vowels, middles, ends } = sounds[tongue];
  const start = dice.lean(onsets) + dice.lean(vowels) + dice.lean(middles);
  if (dice.happens(0.62)) return start + dice.lean(ends);
  return start + dice.lean(vowels) + dice.lean(middles) + dice.lean(ends);
}

/** A trailing space in a list stands for "nothing", as the vowel of 华达 does. */
function table(onsets: string, vowels: string, middles: string, ends: string): Sounds {
  return {
    onsets: onsets.split(' '),
    vowels: vowels.split(' '),
    middles: middles.split(' '),
    ends: ends.split(' '),
  };
}
