// Names that stand before their number, and what they leave out: one invented sentence for each phenomenon.
import { expect, test } from 'vitest';
import { extract } from 'zhibiao';

const CASES: readonly [phenomenon: string, text: string, names: readonly string[]][] = [
  ['words that say which', '全县吸收外商直接投资3.6亿元。', ['吸收外商直接投资']],
  ['numerals of kinds', '首笔贷款发放80万元。', ['首笔贷款发放']],
  ['an ordinal that measures nothing', '财政厅下达第二批项目资金3200万元。', ['下达第二批项目资金']],
  ['numerals of bands', '全市培育千亿级产业集群3个。', ['培育千亿级产业集群']],
  ['a code with a point', '全县PM2.5平均浓度28微克/立方米。', ['PM2.5平均浓度']],
  ['an adverbial that says which', '电力企业在海上风电上的投资达86亿元。', ['电力企业在海上风电上的投资']],
  ['the ends of a way', '青岛至烟台的通行时间缩短至1小时。', ['青岛至烟台的通行时间']],
  ['a place inside a name', '青岛机场货邮吞吐量达1.6万吨。', ['青岛机场货邮吞吐量']],
  ['who acts, with when', '水利厅也于今天紧急下达救灾资金800万元。', ['下达救灾资金']],
  ['who acts together', '政企合力发放消费券3500万元。', ['发放消费券']],
  ['who made it so', '新的绿植让园区的绿化率达到45%。', ['园区的绿化率']],
  ['who is told to act', '检查组指导各地排查隐患630处。', ['排查隐患']],
  ['the deed that says when', '通车后两地车程缩短至40分钟。', ['两地车程']],
  ['a cause is no subject', '全市外贸进出口320亿元，受外需下滑的影响，同比下降2.1%。', ['外贸进出口', '外贸进出口']],
  ['what stands before a comparison', '全市臭氧平均浓度与2019年相比，降幅达12%。', ['臭氧平均浓度']],
  ['another measure of the thing', '全县汽车产量达30万辆，产值超700亿元。', ['汽车产量', '汽车产值']],
  ['the subject of the clause before', '全县夏粮生产再获丰收，总产量达46万吨。', ['夏粮总产量']],
  ['a bounded amount inside', '全省新开工5000万元以上项目1300个。', ['新开工项目', '新开工5000万元以上项目']],
  ['two measures in one word', '全市汽车产销分别完成20万辆和21万辆。', ['汽车产量', '汽车销量']],
  ['a preposition of a whole list', '全省对欧盟、韩国分别出口12亿元、9亿元。', ['对欧盟出口', '对韩国出口']],
  ['a share that says of what', '全市水质优良比例为97%。', ['水质优良比例']],
  ['a verb that says nothing alone', '全县已收获晚稻5万亩，完成38%。', ['收获晚稻', '收获晚稻']],
  ['what the number says before 的', '在入驻企业达800家的科创园里，成果加速转化。', ['入驻企业']],
  ['a share that came from a place', '新增森林面积的四分之一来自福建。', ['新增森林面积']],
  ['what befell people in a place', '目前有超过200名居民被困在福州。', ['居民被困']],
  ['what most began', '超过60%的纺织企业开始了数字化转型。', ['纺织企业数字化转型']],
];

test.each(CASES)('%s', async (_, text, names) => {
  expect((await extract(text)).map(({ indicator }) => indicator)).toEqual(names);
});
