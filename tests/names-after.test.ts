// Names that stand after their number, and what is cut at their end: one invented sentence for each phenomenon.
import { expect, test } from 'vitest';
import { extract } from 'zhibiao';

const CASES: readonly [phenomenon: string, text: string, names: readonly string[]][] = [
  ['what there is so much of, after a place in a building', '校园屋顶上6万平方米的光伏板投入使用。', ['光伏板']],
  ['the same after a noun that is no measure', '红山油田3600吨液体原料成功售出。', ['液体原料']],
  ['but the value of a measure', '占地36亩的景区今天开园。', ['景区占地']],
  ['a measure after a verb', '该省设立总规模60亿元的产业基金。', ['产业基金总规模']],
  ['what a verb that the dictionary takes for a noun governs', '该机组可产生6万吨的压力。', ['压力']],
  ['a deed after its source', '采购团从海外带回36亿元的订单。', ['带回订单']],
  ['a crop without its harvest', '全县86万亩中稻收获进入高峰。', ['中稻']],
  ['a crop without what it does', '山坡上360亩桃花迎春绽放。', ['桃花']],
  ['adverbs inside a predicate', '公园里6万株郁金香竞相绽放。', ['郁金香绽放']],
  ['posture', '6名礼兵持枪肃立。', ['礼兵']],
  ['those who come, not what for', '全市组织36个代表团前来洽谈。', ['代表团']],
  ['praise', '各县举办86场丰富多彩的展示活动。', ['展示活动']],
  ['where, after what is measured', '860米的岸线上货车往来繁忙。', ['岸线']],
  ['what was done in so many places', '全省在36个县推广新型农机。', ['县']],
  ['sides that something is seen from', '方案从8个方面提出具体举措。', ['方面']],
  ['others than the counted', '包括6名学生在内的乘客全部获救。', ['学生']],
  ['how something is done', '16亿度绿色电能源源不断地送往沿海。', ['绿色电能']],
  ['how long it takes', '6万平方米的厂房一年可节电36万度。', ['厂房', '厂房节电']],
  ['deeds counted by times', '央行已连续8次加息。', ['央行加息']],
  [
    'what a deed was done to, after it',
    '负面清单6次瘦身，从160项减少到36项。',
    ['负面清单瘦身', '负面清单', '负面清单'],
  ],
  ['what befell others', '事故导致3人死亡多人受伤。', ['死亡']],
  ['adverbs of people', '海上26人全部遇难。', ['遇难']],
  ['who has begun', '现场有360人正在参加演练。', ['参加演练']],
  ['what they are for the first time', '36人是首次参加国际比赛。', ['参加国际比赛']],
  ['before 了 even a noun is a verb', '86所大学建设了360个实验室。', ['大学', '建设实验室']],
  ['more than a short predicate', '12个部门联合出台文件。', ['部门']],
  ['a compound with a verb', '全市举办86场贸易促进活动。', ['贸易促进活动']],
];

test.each(CASES)('%s', async (_, text, names) => {
  expect((await extract(text)).map(({ indicator }) => indicator)).toEqual(names);
});
