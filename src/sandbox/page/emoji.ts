/** The short names a sales bot and its readers use; a name that is not here is shown as written. */
const table = `
smile 😄|smiley 😃|grinning 😀|grin 😁|slightly_smiling_face 🙂|wink 😉|blush 😊|joy 😂|sweat_smile 😅
thinking_face 🤔|neutral_face 😐|confused 😕|cry 😢|sob 😭|scream 😱|sunglasses 😎|heart_eyes 😍|sleeping 😴
face_with_monocle 🧐|partying_face 🥳|shrug 🤷|facepalm 🤦|robot_face 🤖|ghost 👻|salute 🫡|saluting_face 🫡
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|clap 👏|wave 👋|raised_hands 🙌|raised_hand ✋|hand ✋|pray 🙏|muscle 💪
handshake 🤝|ok_hand 👌|v ✌️|point_right 👉|point_left 👈|point_up ☝️|point_down 👇|eyes 👀|writing_hand ✍️
heart ❤️|green_heart 💚|blue_heart 💙|yellow_heart 💛|purple_heart 💜|broken_heart 💔|100 💯|fire 🔥|boom 💥
sparkles ✨|star ⭐|star2 🌟|tada 🎉|confetti_ball 🎊|balloon 🎈|gift 🎁|trophy 🏆|medal 🏅|sports_medal 🏅
first_place_medal 🥇|second_place_medal 🥈|third_place_medal 🥉|crown 👑|rocket 🚀|zap ⚡|dart 🎯|moneybag 💰
money_with_wings 💸|dollar 💵|euro 💶|pound 💷|credit_card 💳|receipt 🧾|chart 💹|coin 🪙|gem 💎|bank 🏦
chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|clipboard 📋|calendar 📆|date 📅
spiral_calendar_pad 🗓️|pushpin 📌|round_pushpin 📍|paperclip 📎|link 🔗|scissors ✂️|lock 🔒|unlock 🔓|key 🔑
old_key 🗝️|mag 🔍|mag_right 🔎|bulb 💡|bell 🔔|no_bell 🔕|mega 📣|loudspeaker 📢|speech_balloon 💬
thought_balloon 💭|left_speech_bubble 🗨️|email 📧|envelope ✉️|incoming_envelope 📨|inbox_tray 📥
outbox_tray 📤|mailbox 📫|package 📦|memo 📝|pencil 📝|pencil2 ✏️|page_facing_up 📄|page_with_curl 📃|scroll 📜
bookmark 🔖|bookmark_tabs 📑|books 📚|book 📖|ledger 📒|notebook 📓|file_folder 📁|open_file_folder 📂
card_index 📇|card_index_dividers 🗂️|card_file_box 🗃️|file_cabinet 🗄️|wastebasket 🗑️|label 🏷️|newspaper 📰
telephone_receiver 📞|phone ☎️|iphone 📱|computer 💻|desktop_computer 🖥️|floppy_disk 💾|gear ⚙️|wrench 🔧
hammer 🔨|hammer_and_wrench 🛠️|nut_and_bolt 🔩|shield 🛡️|scales ⚖️|balance_scale ⚖️|compass 🧭|ladder 🪜
microscope 🔬|telescope 🔭|test_tube 🧪|magnet 🧲|toolbox 🧰|construction 🚧|building_construction 🏗️
office 🏢|department_store 🏬|factory 🏭|house 🏠|hospital 🏥|school 🏫|classical_building 🏛️|world_map 🗺️
earth_africa 🌍|earth_americas 🌎|earth_asia 🌏|globe_with_meridians 🌐|mountain ⛰️|evergreen_tree 🌲|seedling 🌱
herb 🌿|four_leaf_clover 🍀|palm_tree 🌴|sunny ☀️|cloud ☁️|umbrella ☔|snowflake ❄️|rainbow 🌈|ocean 🌊
coffee ☕|beer 🍺|pizza 🍕|cake 🍰|apple 🍎|bee 🐝|bug 🐛|turtle 🐢|unicorn_face 🦄|owl 🦉|fox_face 🦊
airplane ✈️|car 🚗|train 🚆|bike 🚲|ship 🚢|anchor ⚓|traffic_light 🚦|vertical_traffic_light 🚦|stop_sign 🛑
octagonal_sign 🛑|triangular_flag_on_post 🚩|checkered_flag 🏁|white_flag 🏳️|flag-us 🇺🇸|flag-gb 🇬🇧|flag-de 🇩🇪
flag-fr 🇫🇷|flag-at 🇦🇹|flag-ch 🇨🇭|flag-nl 🇳🇱|flag-es 🇪🇸|flag-it 🇮🇹|flag-pl 🇵🇱|flag-se 🇸🇪|flag-jp 🇯🇵|flag-ca 🇨🇦
flag-au 🇦🇺|flag-br 🇧🇷|flag-in 🇮🇳|flag-eu 🇪🇺|us 🇺🇸|gb 🇬🇧|de 🇩🇪|fr 🇫🇷|es 🇪🇸|it 🇮🇹|jp 🇯🇵
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|heavy_multiplication_x ✖️|no_entry ⛔
no_entry_sign 🚫|negative_squared_cross_mark ❎|warning ⚠️|exclamation ❗|heavy_exclamation_mark ❗|question ❓
grey_question ❔|bangbang ‼️|information_source ℹ️|sos 🆘|new 🆕|up 🆙|ok 🆗|free 🆓|heavy_plus_sign ➕
heavy_minus_sign ➖|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_upper_right ↗️
arrow_lower_right ↘️|arrows_counterclockwise 🔄|repeat 🔁|twisted_rightwards_arrows 🔀|left_right_arrow ↔️
leftwards_arrow_with_hook ↩️|rewind ⏪|fast_forward ⏩|double_vertical_bar ⏸️|black_square_for_stop ⏹️
hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|alarm_clock ⏰|clock1 🕐|clock3 🕒|clock9 🕘|watch ⌚
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵
large_purple_circle 🟣|white_circle ⚪|black_circle ⚫|large_green_square 🟩|large_yellow_square 🟨
large_red_square 🟥|large_blue_square 🟦|large_orange_square 🟧|white_large_square ⬜|black_large_square ⬛
small_blue_diamond 🔹|small_orange_diamond 🔸|large_blue_diamond 🔷|large_orange_diamond 🔶
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|zero 0️⃣|keycap_ten 🔟|hash #️⃣
bust_in_silhouette 👤|busts_in_silhouette 👥|man 👨|woman 👩|technologist 🧑‍💻|detective 🕵️|judge 🧑‍⚖️|farmer 🧑‍🌾
baby 👶|family 👪|older_man 👴|face_with_thermometer 🤒|mask 😷|beach_with_umbrella 🏖️|desert_island 🏝️|tent ⛺
house_with_garden 🏡|recycle ♻️|infinity ♾️|jigsaw 🧩|game_die 🎲|crystal_ball 🔮|satellite_antenna 📡
ticket 🎫|abacus 🧮|lotus_position 🧘|runner 🏃|walking 🚶|crossed_swords ⚔️|bow_and_arrow 🏹|joystick 🕹️|spades ♠️
`;

const characters = new Map(
  table
    .trim()
    .split(/[|\n]/)
    .map((entry): [string, string] => {
      const [name = '', character = ''] = entry.split(' ');
      return [name, character];
    }),
);

export function emojiFor(name: string): string | undefined {
  return characters.get(name);
}
