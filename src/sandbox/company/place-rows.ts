/** name|tongue|share in own script|tld|dial|weight|legal suffixes|city/state/zip pattern;… */
export const placeRows = `
United States|english|1|com|+1|470|Inc,Inc.,LLC,Inc,Corp,Corporation,Co.,LLC,,LP,Group Inc,Holdings LLC|Oakland/CA/946##;San Jose/CA/951##;New York/NY/100##;Austin/TX/787##;Chicago/IL/606##;Los Angeles/CA/900##;Dallas/TX/752##;Brooklyn/NY/112##;Seattle/WA/981##;Houston/TX/770##;San Diego/CA/921##;Boston/MA/021##;Atlanta/GA/303##;Denver/CO/802##;Irvine/CA/926##;Miami/FL/331##;Philadelphia/PA/191##;Phoenix/AZ/850##;Portland/OR/972##;Columbus/OH/432##;Charlotte/NC/282##;Minneapolis/MN/554##;Detroit/MI/482##;Tampa/FL/336##;Nashville/TN/372##;Salt Lake City/UT/841##;Raleigh/NC/276##;Pittsburgh/PA/152##;St. Louis/MO/631##;Newark/NJ/071##;Baltimore/MD/212##;Richmond/VA/232##;Indianapolis/IN/462##;Milwaukee/WI/532##;Kansas City/MO/641##;Las Vegas/NV/891##;Sacramento/CA/958##;Fresno/CA/937##;San Antonio/TX/782##;Hartford/CT/061##;Providence/RI/029##;Arlington/VA/222##;Orlando/FL/328##;Cleveland/OH/441##;Cincinnati/OH/452##;Omaha/NE/681##;Des Moines/IA/503##;Louisville/KY/402##;New Orleans/LA/701##;Birmingham/AL/352##;Oklahoma City/OK/731##;Albuquerque/NM/871##;Boise/ID/837##;Madison/WI/537##;Ann Arbor/MI/481##;Buffalo/NY/142##;Rochester/NY/146##;Greenville/SC/296##;Wichita/KS/672##;Little Rock/AR/722##;Jackson/MS/392##;Manchester/NH/031##;Burlington/VT/054##;Portland/ME/041##;Wilmington/DE/198##;Washington/DC/200##;Charleston/WV/253##;Sioux Falls/SD/571##;Fargo/ND/581##;Billings/MT/591##;Cheyenne/WY/820##;Anchorage/AK/995##;Honolulu/HI/968##;Bellevue/WA/980##;Boulder/CO/803##;Tucson/AZ/857##
Canada|english|1|ca|+1|55|Inc.,Ltd.,Corp.,Inc.,Limited,ULC|Toronto/ON/M5@ #@#;Montréal/QC/H3@ #@#;Vancouver/BC/V6@ #@#;Calgary/AB/T2@ #@#;Ottawa/ON/K1@ #@#;Waterloo/ON/N2@ #@#;Halifax/NS/B3@ #@#;Winnipeg/MB/R3@ #@#
United Kingdom|english|1|co.uk|+44|85|Ltd,Limited,Ltd,PLC,LLP,Group Ltd|London/Greater London/EC#@ #@@;Manchester/Greater Manchester/M# #@@;Birmingham/West Midlands/B# #@@;Leeds/West Yorkshire/LS# #@@;Bristol/Bristol/BS# #@@;Edinburgh/Scotland/EH# #@@;Glasgow/Scotland/G# #@@;Cardiff/Wales/CF## #@@;Belfast/Northern Ireland/BT# #@@;Reading/Berkshire/RG# #@@
Ireland|english|1|ie|+353|9|Ltd,DAC,Limited|Dublin/Leinster/D0# @###;Cork/Munster/T## @###;Galway/Connacht/H## @###
Germany|german|1|de|+49|68|GmbH,GmbH,GmbH,AG,GmbH & Co. KG,SE,UG|Berlin/Berlin/10###;München/Bayern/80###;Hamburg/Hamburg/20###;Köln/Nordrhein-Westfalen/50###;Frankfurt am Main/Hessen/60###;Stuttgart/Baden-Württemberg/70###;Düsseldorf/Nordrhein-Westfalen/40###;Leipzig/Sachsen/04###;Nürnberg/Bayern/90###;Bielefeld/Nordrhein-Westfalen/33###
Austria|german|1|at|+43|10|GmbH,AG,GmbH,KG|Wien/Wien/10##;Graz/Steiermark/80##;Linz/Oberösterreich/40##
Switzerland|german|1|ch|+41|14|AG,GmbH,SA,AG|Zürich/ZH/80##;Basel/BS/40##;Bern/BE/30##;Genève/GE/12##;Zug/ZG/63##
France|french|1|fr|+33|46|SAS,SARL,S.A.,SASU,SAS|Paris/Île-de-France/750##;Lyon/Auvergne-Rhône-Alpes/690##;Marseille/Provence/130##;Toulouse/Occitanie/310##;Lille/Hauts-de-France/590##;Nantes/Pays de la Loire/440##;Strasbourg/Grand Est/670##
Belgium|french|1|be|+32|11|SA,BV,NV,SRL|Bruxelles/Brussels/10##;Antwerpen/Flanders/20##;Gent/Flanders/90##;Liège/Wallonia/40##
Netherlands|german|0.3|nl|+31|24|B.V.,BV,N.V.,B.V.|Amsterdam/Noord-Holland/10## @@;Rotterdam/Zuid-Holland/30## @@;Utrecht/Utrecht/35## @@;Eindhoven/Noord-Brabant/56## @@
Luxembourg|french|0.6|lu|+352|3|S.à r.l.,S.A.|Luxembourg/Luxembourg/L-1###
Spain|southern|1|es|+34|26|S.L.,S.A.,SL,S.L.U.|Madrid/Madrid/28###;Barcelona/Cataluña/08###;Valencia/Valencia/46###;Sevilla/Andalucía/41###;Bilbao/País Vasco/48###
Italy|southern|1|it|+39|28|S.r.l.,S.p.A.,Srl,S.r.l.|Milano/Lombardia/20###;Torino/Piemonte/10###;Bologna/Emilia-Romagna/40###;Roma/Lazio/00###;Verona/Veneto/37###
Portugal|southern|1|pt|+351|8|Lda,S.A.,Lda.|Lisboa/Lisboa/1###-###;Porto/Porto/4###-###;Braga/Braga/47##-###
Sweden|nordic|1|se|+46|17|AB,AB,AB (publ)|Stockholm/Stockholm/11# ##;Göteborg/Västra Götaland/41# ##;Malmö/Skåne/21# ##
Norway|nordic|1|no|+47|10|AS,ASA,AS|Oslo/Oslo/0###;Bergen/Vestland/5###;Trondheim/Trøndelag/7###
Denmark|nordic|1|dk|+45|11|A/S,ApS,A/S|København/Hovedstaden/1###;Aarhus/Midtjylland/80##;Odense/Syddanmark/50##
Finland|nordic|1|fi|+358|10|Oy,Oyj,Oy Ab|Helsinki/Uusimaa/00##0;Tampere/Pirkanmaa/33##0;Turku/Varsinais-Suomi/20##0
Poland|slavic|1|pl|+48|16|Sp. z o.o.,S.A.,sp. z o.o.|Warszawa/Mazowieckie/00-###;Kraków/Małopolskie/30-###;Wrocław/Dolnośląskie/50-###;Gdańsk/Pomorskie/80-###
Czechia|slavic|1|cz|+420|9|s.r.o.,a.s.,s.r.o.|Praha/Praha/110 ##;Brno/Jihomoravský/602 ##;Ostrava/Moravskoslezský/702 ##
Romania|southern|0.6|ro|+40|6|SRL,S.A.|București/București/01####;Cluj-Napoca/Cluj/40####
Bulgaria|cyrillic|0.6|bg|+359|5|ЕООД,ООД,АД|Sofia/Sofia/1###;Plovdiv/Plovdiv/40##
Uzbekistan|cyrillic|0.8|uz|+998|3|ООО,АО|Tashkent/Tashkent/1000##;Samarkand/Samarkand/1401##
Kazakhstan|cyrillic|0.7|kz|+7|4|ТОО,АО,ООО|Almaty/Almaty/0500##;Astana/Astana/0100##
Greece|greek|0.7|gr|+30|6|Α.Ε.,Ε.Π.Ε.,Μ.Ι.Κ.Ε.|Athens/Attica/1## ##;Thessaloniki/Central Macedonia/54# ##
Israel|hebrew|0.5|co.il|+972|9|בע״מ,בע"מ|Tel Aviv/Tel Aviv/6####;Haifa/Haifa/3####;Jerusalem/Jerusalem/9####
United Arab Emirates|arabic|0.5|ae|+971|8|ذ.م.م,ش.م.ح|Dubai/Dubai/;Abu Dhabi/Abu Dhabi/
Saudi Arabia|arabic|0.6|sa|+966|6|ذ.م.م,شركة|Riyadh/Riyadh/1####;Jeddah/Makkah/2####
South Africa|english|1|co.za|+27|9|(Pty) Ltd,Ltd,(Pty) Ltd|Johannesburg/Gauteng/2###;Cape Town/Western Cape/8###
Brazil|southern|1|com.br|+55|24|Ltda,S.A.,Ltda.,ME|São Paulo/SP/01###-###;Rio de Janeiro/RJ/20###-###;Curitiba/PR/80###-###;Belo Horizonte/MG/30###-###
Mexico|southern|1|com.mx|+52|18|S.A. de C.V.,S. de R.L. de C.V.,SA de CV|Ciudad de México/CDMX/0####;Monterrey/Nuevo León/64###;Guadalajara/Jalisco/44###
Japan|japanese|0.55|co.jp|+81|28|株式会社,株式会社,合同会社|Tokyo/Tokyo/10#-00##;Osaka/Osaka/53#-00##;Nagoya/Aichi/46#-00##;Fukuoka/Fukuoka/81#-00##
China|chinese|0.6|cn|+86|14|有限公司,股份有限公司,有限责任公司|Shanghai/Shanghai/2000##;Shenzhen/Guangdong/5180##;Beijing/Beijing/1000##;Hangzhou/Zhejiang/3100##
South Korea|korean|0.5|kr|+82|8|주식회사,(주)|Seoul/Seoul/04###;Busan/Busan/48###
India|english|1|in|+91|26|Pvt Ltd,Private Limited,Pvt. Ltd.,Ltd,LLP|Bengaluru/Karnataka/5600##;Mumbai/Maharashtra/4000##;Pune/Maharashtra/4110##;Hyderabad/Telangana/5000##;Chennai/Tamil Nadu/6000##
Singapore|english|1|com.sg|+65|10|Pte Ltd,Pte. Ltd.|Singapore/Singapore/0#####
Australia|english|1|com.au|+61|30|Pty Ltd,Pty Ltd,Ltd,Pty. Ltd.|Sydney/NSW/20##;Melbourne/VIC/30##;Brisbane/QLD/40##;Perth/WA/60##
New Zealand|english|1|co.nz|+64|7|Ltd,Limited|Auckland/Auckland/10##;Wellington/Wellington/60##
`;
