<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>BasketPage</name>
    <message>
        <source>Nothing in your bowl yet</source>
        <translation>碗里还空着</translation>
    </message>
    <message>
        <source>The broth is hot and the counter is free.</source>
        <translation>汤正热，位子空着。</translation>
    </message>
    <message>
        <source>See the menu</source>
        <translation>看看菜单</translation>
    </message>
    <message>
        <source>Your bowls</source>
        <translation>您点的面</translation>
    </message>
    <message>
        <source>Something has just sold out. Please take out what is marked.</source>
        <translation>有一样刚刚售罄，请先取出标记的那一碗。</translation>
    </message>
    <message>
        <source>A price has changed since you picked it.</source>
        <translation>您挑好之后，有一样改了价。</translation>
    </message>
    <message>
        <source>To the counter</source>
        <translation>去柜台</translation>
    </message>
    <message>
        <source>More bowls</source>
        <translation>再来几碗</translation>
    </message>
</context>
<context>
    <name>BoardingPass</name>
    <message>
        <source>Flight</source>
        <translation>航班</translation>
    </message>
</context>
<context>
    <name>BowlCount</name>
    <message>
        <source>1 bowl</source>
        <translation>1 碗</translation>
    </message>
    <message>
        <source>%1 bowls</source>
        <translation>%1 碗</translation>
    </message>
</context>
<context>
    <name>ClosedPage</name>
    <message>
        <source>Closed for a moment</source>
        <translation>稍候片刻</translation>
    </message>
    <message>
        <source>The town is being tidied. Our staff will gladly help you.</source>
        <translation>小镇正在收拾，工作人员很乐意帮您。</translation>
    </message>
</context>
<context>
    <name>CodeMark</name>
    <message>
        <source>Sticker %1</source>
        <translation>第 %1 张标签</translation>
    </message>
</context>
<context>
    <name>ConfirmPage</name>
    <message>
        <source>One last look</source>
        <translation>再看一眼</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>now %1 each</source>
        <translation>现价每份 %1</translation>
    </message>
    <message>
        <source>Only %1 left</source>
        <translation>仅剩 %1 份</translation>
    </message>
    <message>
        <source>Sold out meanwhile</source>
        <translation>刚刚售罄</translation>
    </message>
    <message>
        <source>Something has just sold out. Please go back and take out what is marked.</source>
        <translation>有一样刚刚售罄，请返回取出标记的那一碗。</translation>
    </message>
    <message>
        <source>A price has changed since you picked it. The slip shows the old one and the new one; say yes again if you agree.</source>
        <translation>您挑好之后，有一样改了价。单子上写着原价与现价，若您同意，请再确认一次。</translation>
    </message>
    <message>
        <source>Your order is written down here first and reaches our online store as soon as the network allows; you pay on your own phone or at the counter.</source>
        <translation>订单先记在这里，网络一通就送到网店；您用自己的手机付款，或到柜台付款。</translation>
    </message>
    <message>
        <source>Writing it down…</source>
        <translation>正在记下…</translation>
    </message>
    <message>
        <source>Yes, order these</source>
        <translation>就点这些</translation>
    </message>
    <message>
        <source>Yes, at these prices</source>
        <translation>好，就按这个价</translation>
    </message>
</context>
<context>
    <name>DishPage</name>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>The pot is empty today. Come and ask again, or try another bowl.</source>
        <translation>今天这锅见底了。改天再来，或换一碗尝尝。</translation>
    </message>
    <message>
        <source>You have the last of it.</source>
        <translation>最后几份都归您了。</translation>
    </message>
    <message>
        <source>You have all that one visitor may take.</source>
        <translation>已达每位限购数量。</translation>
    </message>
    <message>
        <source>Only %1 left</source>
        <translation>仅剩 %1 份</translation>
    </message>
    <message>
        <source>Up to %1 for one visitor</source>
        <translation>每位限 %1 份</translation>
    </message>
    <message>
        <source>Into my basket</source>
        <translation>放进篮子</translation>
    </message>
    <message>
        <source>More bowls</source>
        <translation>再来几碗</translation>
    </message>
    <message>
        <source>Basket: %1</source>
        <translation>篮中 %1 碗</translation>
    </message>
</context>
<context>
    <name>FilmPage</name>
    <message>
        <source>The film is not here today; this is where it was made.</source>
        <translation>影片今天没来；它就产自这里。</translation>
    </message>
</context>
<context>
    <name>FilmPlayer</name>
    <message>
        <source>the film stopped at %1 ms</source>
        <translation>影片停在 %1 毫秒处</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>What was checked</source>
        <translation>查了什么</translation>
    </message>
    <message>
        <source>What does not fit</source>
        <translation>对不上的地方</translation>
    </message>
    <message>
        <source>What the record does not say</source>
        <translation>档案里没写的</translation>
    </message>
    <message>
        <source>What is in order</source>
        <translation>没有问题的</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>HintPill</name>
    <message>
        <source>Closer</source>
        <translation>再近一点</translation>
    </message>
    <message>
        <source>Further away</source>
        <translation>再远一点</translation>
    </message>
    <message>
        <source>More light</source>
        <translation>太暗了</translation>
    </message>
    <message>
        <source>Tilt it</source>
        <translation>反光了，斜一点</translation>
    </message>
    <message>
        <source>Hold still</source>
        <translation>请拿稳</translation>
    </message>
    <message>
        <source>Touch one</source>
        <translation>点选一个</translation>
    </message>
</context>
<context>
    <name>IdleNotice</name>
    <message>
        <source>Still here?</source>
        <translation>您还在吗？</translation>
    </message>
    <message>
        <source>In %1 seconds this screen forgets your visit, basket and all, for the next guest.</source>
        <translation>%1 秒后，屏幕会忘掉您的这次游览和篮中的一切，好迎接下一位客人。</translation>
    </message>
    <message>
        <source>In %1 seconds the staff screen closes.</source>
        <translation>%1 秒后将关闭工作人员界面。</translation>
    </message>
    <message>
        <source>I am here</source>
        <translation>我还在</translation>
    </message>
</context>
<context>
    <name>Ingredient</name>
    <message>
        <source>Made from: %1</source>
        <translation>原料：%1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>Inspection</name>
    <message>
        <source>Passed</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>Not passed</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>Found: %1</source>
        <translation>结果：%1</translation>
    </message>
    <message>
        <source>Limit: %1</source>
        <translation>限值：%1</translation>
    </message>
    <message>
        <source>Laboratory</source>
        <translation>实验室</translation>
    </message>
    <message>
        <source>%1, accredited for this by %2 (%3)</source>
        <translation>%1（本项检测由%2认可，%3）</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>%1 of %2, valid until %3</source>
        <translation>%1，%2签发，有效期至%3</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>适用批次</translation>
    </message>
    <message>
        <source>The record does not say which lots.</source>
        <translation>档案里没有写明适用哪些批次。</translation>
    </message>
    <message>
        <source>Lot %1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>Lot %1, and not this one</source>
        <translation>%1，不含本批次</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>核准</translation>
    </message>
</context>
<context>
    <name>Inspections</name>
    <message>
        <source>The inspections</source>
        <translation>检验记录</translation>
    </message>
    <message>
        <source>The record does not say that a laboratory has tested this lot.</source>
        <translation>档案里没有这一批次的实验室检验记录。</translation>
    </message>
    <message>
        <source>Show %1 more inspections</source>
        <translation>再看 %1 项检验</translation>
    </message>
</context>
<context>
    <name>Journey</name>
    <message>
        <source>The journey</source>
        <translation>一路走来</translation>
    </message>
    <message>
        <source>The record names no way from one place to another.</source>
        <translation>档案里没有从一地到另一地的路程。</translation>
    </message>
    <message>
        <source>%1 days and at least %2 kilometres</source>
        <translation>历时 %1 天，至少 %2 公里</translation>
    </message>
    <message>
        <source>At least %1 kilometres</source>
        <translation>至少 %1 公里</translation>
    </message>
    <message>
        <source>The record does not say how it came here.</source>
        <translation>档案里没有写明它是怎么来的。</translation>
    </message>
    <message>
        <source>by air</source>
        <translation>空运</translation>
    </message>
    <message>
        <source>by road, rail or sea</source>
        <translation>陆运或海运</translation>
    </message>
    <message>
        <source>Show the %1 steps between</source>
        <translation>展开中间 %1 个环节</translation>
    </message>
</context>
<context>
    <name>JourneyLeg</name>
    <message>
        <source>Made</source>
        <translation>出品</translation>
    </message>
    <message>
        <source>On the road</source>
        <translation>陆运</translation>
    </message>
    <message>
        <source>In the air</source>
        <translation>空运</translation>
    </message>
    <message>
        <source>Through customs</source>
        <translation>通关</translation>
    </message>
    <message>
        <source>Cleared to leave</source>
        <translation>出口报关</translation>
    </message>
    <message>
        <source>Cleared to enter</source>
        <translation>进口报关</translation>
    </message>
    <message>
        <source>To this town</source>
        <translation>来到小镇</translation>
    </message>
    <message>
        <source>Declared</source>
        <translation>申报</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>出发</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>放行</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>到达</translation>
    </message>
    <message>
        <source>The record does not say.</source>
        <translation>档案里没有写明。</translation>
    </message>
    <message>
        <source>%1 h %2 min in the air</source>
        <translation>空中 %1 小时 %2 分</translation>
    </message>
    <message>
        <source>Declaration %1</source>
        <translation>报关单 %1</translation>
    </message>
</context>
<context>
    <name>MenuPage</name>
    <message>
        <source>The house bowl</source>
        <translation>本店招牌</translation>
    </message>
</context>
<context>
    <name>OrderLine</name>
    <message>
        <source>Only %1 left</source>
        <translation>仅剩 %1 份</translation>
    </message>
    <message>
        <source>Sold out meanwhile</source>
        <translation>刚刚售罄</translation>
    </message>
</context>
<context>
    <name>ParkedOrder</name>
    <message>
        <source>The store gave no reason.</source>
        <translation>商店没有说明原因。</translation>
    </message>
    <message>
        <source>The store said: %1</source>
        <translation>商店的答复：%1</translation>
    </message>
    <message>
        <source>Give up this order for good? It is never sent again, and its visitor is told nothing.</source>
        <translation>确定放弃这一单？它不会再发送，也不会通知顾客。</translation>
    </message>
    <message>
        <source>Yes, give up</source>
        <translation>确定放弃</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重新发送</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>放弃</translation>
    </message>
</context>
<context>
    <name>PassportArt</name>
    <message>
        <source>Display sample, not for sale</source>
        <translation>展示样品，不出售</translation>
    </message>
    <message>
        <source>Watch the film</source>
        <translation>看影片</translation>
    </message>
</context>
<context>
    <name>PassportFields</name>
    <message>
        <source>Lot</source>
        <translation>批号</translation>
    </message>
    <message>
        <source>Produced</source>
        <translation>生产日期</translation>
    </message>
    <message>
        <source>Best before</source>
        <translation>保质期至</translation>
    </message>
    <message>
        <source>Serial</source>
        <translation>序列号</translation>
    </message>
</context>
<context>
    <name>PassportPage</name>
    <message>
        <source>Display sample, not for sale</source>
        <translation>展示样品，不出售</translation>
    </message>
    <message>
        <source>Order this dish</source>
        <translation>点这一碗</translation>
    </message>
    <message>
        <source>Scan another</source>
        <translation>再扫一件</translation>
    </message>
</context>
<context>
    <name>PavilionPage</name>
    <message>
        <source>The rooms are being made ready. The hosts are here already.</source>
        <translation>房间正在布置，馆主已经到了。</translation>
    </message>
    <message>
        <source>Scan a sticker</source>
        <translation>扫一扫标签</translation>
    </message>
</context>
<context>
    <name>PublicLog</name>
    <message>
        <source>The public log</source>
        <translation>公开日志</translation>
    </message>
    <message>
        <source>Every lot&apos;s record is entered in a log that anyone may read. Nothing in it can be changed later without everybody seeing it.</source>
        <translation>每一批次的档案都会登进一本人人可查的日志。登进去的内容，事后谁改动，大家都看得出来。</translation>
    </message>
    <message>
        <source>This record is entry %1 of %2 in the log %3.</source>
        <translation>这份档案是日志 %3 中的第 %1 条，日志共 %2 条。</translation>
    </message>
    <message>
        <source>This record is not the one that was entered in the log.</source>
        <translation>这份档案与当初登进日志的不是同一份。</translation>
    </message>
    <message>
        <source>This booth holds no proof that this record is in the log.</source>
        <translation>本展台没有这份档案已登进日志的证明。</translation>
    </message>
    <message>
        <source>This record is not entered in a log.</source>
        <translation>这份档案没有登进任何日志。</translation>
    </message>
    <message>
        <source>Others who watch the log and signed for it: %1.</source>
        <translation>另有见证方查看并签名：%1。</translation>
    </message>
    <message>
        <source>Nobody else has signed for the state of the log yet.</source>
        <translation>目前还没有其他见证方为日志的现状签名。</translation>
    </message>
    <message>
        <source>Our booths have seen this label before. Times: %1; places: %2. They do not remember people.</source>
        <translation>我们的展台见过这个标签：%1 次，%2 处。展台只记标签，不记人。</translation>
    </message>
    <message>
        <source>The head of the log is too long for a code that a phone could read from this screen.</source>
        <translation>日志的签名摘要太长，放不进手机能从屏幕上扫到的码。</translation>
    </message>
    <message>
        <source>For anyone who wants to check elsewhere: the head of the log, with its signatures, as text.</source>
        <translation>想到别处核对？扫这个码，就能得到日志的摘要文本和全部签名。</translation>
    </message>
    <message>
        <source>For anyone who wants to check elsewhere: the head of the log, with the log&apos;s own signature. The witnesses&apos; would not fit.</source>
        <translation>想到别处核对？扫这个码，就能得到日志的摘要和日志自己的签名；见证方的签名太长，放不下。</translation>
    </message>
    <message>
        <source>What this proves, and what not</source>
        <translation>这能证明什么，不能证明什么</translation>
    </message>
    <message>
        <source>A signature proves who issued the code, and that nobody has changed the record since.</source>
        <translation>签名能证明这个码由谁签发，档案此后没有被改动。</translation>
    </message>
    <message>
        <source>It does not prove that the thing in your hand is the one it was made for: a printed code can be copied. Compare the serial, and look at the closure.</source>
        <translation>签名不能证明您手上的这一件就是原来那一件：印出来的码可以复制。请核对序列号，再看看封口。</translation>
    </message>
</context>
<context>
    <name>RoomPage</name>
    <message>
        <source>Order a bowl</source>
        <translation>点一碗</translation>
    </message>
    <message>
        <source>Scan a sticker</source>
        <translation>扫一扫标签</translation>
    </message>
    <message>
        <source>Scan its sticker</source>
        <translation>扫它的标签</translation>
    </message>
</context>
<context>
    <name>ScanPage</name>
    <message>
        <source>Show me the sticker</source>
        <translation>请出示标签</translation>
    </message>
    <message>
        <source>It is the small white square on every product. A hand&apos;s width from the camera is just right.</source>
        <translation>就是每件商品上的白色小方块。离摄像头一掌宽，刚刚好。</translation>
    </message>
    <message>
        <source>The camera is resting</source>
        <translation>摄像头正在休息</translation>
    </message>
    <message>
        <source>The camera is waking up</source>
        <translation>摄像头正在醒来</translation>
    </message>
    <message>
        <source>It will be back in a moment. Meanwhile the pavilions and the noodle shop are open.</source>
        <translation>它很快回来。各展馆和面馆照常开放。</translation>
    </message>
    <message>
        <source>Nothing is stored: the camera only looks for the code, and forgets every picture at once.</source>
        <translation>不留影像：摄像头只找标签，看过即忘。</translation>
    </message>
</context>
<context>
    <name>SoldOutSlip</name>
    <message>
        <source>Sold out</source>
        <translation>售罄</translation>
    </message>
</context>
<context>
    <name>StaffDoorPage</name>
    <message>
        <source>Staff</source>
        <translation>工作人员</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Try again in %1 s.</source>
        <translation>密码错误次数过多，请 %1 秒后再试。</translation>
    </message>
    <message>
        <source>That was not the PIN.</source>
        <translation>密码不对。</translation>
    </message>
    <message>
        <source>Enter the PIN, %1 to %2 digits.</source>
        <translation>请输入 %1 至 %2 位数字密码。</translation>
    </message>
    <message>
        <source>Delete a digit</source>
        <translation>删除一位</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Nothing is parked</source>
        <translation>没有搁置的订单</translation>
    </message>
    <message>
        <source>The %1 oldest are shown.</source>
        <translation>只显示最早的 %1 单。</translation>
    </message>
    <message>
        <source>All orders are in %1</source>
        <translation>全部订单已存入 %1</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写入…</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>导出 CSV</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>StaffSummary</name>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>The store answers.</source>
        <translation>商店连接正常。</translation>
    </message>
    <message>
        <source>The store does not answer. Orders wait here and are sent by themselves.</source>
        <translation>商店没有应答。订单在这里等候，连上后会自动发送。</translation>
    </message>
    <message>
        <source>Paused: the store does not accept this booth. Put its token right.</source>
        <translation>已暂停：商店不接受本机。请更正访问令牌。</translation>
    </message>
    <message>
        <source>Another process on this machine sends the orders.</source>
        <translation>订单由本机的另一个进程发送。</translation>
    </message>
    <message>
        <source>Orders are closed.</source>
        <translation>目前无法下单。</translation>
    </message>
    <message>
        <source>Parked</source>
        <translation>已搁置</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>待核实</translation>
    </message>
    <message>
        <source>At the store</source>
        <translation>已到商店</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已付款</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>Nothing waits for the store.</source>
        <translation>没有订单在等待发送。</translation>
    </message>
    <message>
        <source>Waits longest, for %1:</source>
        <translation>等待最久的一单，已等 %1：</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>One fewer</source>
        <translation>减一份</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>加一份</translation>
    </message>
</context>
<context>
    <name>TemperatureChart</name>
    <message>
        <source>where it was made</source>
        <translation>生产时</translation>
    </message>
    <message>
        <source>in the air</source>
        <translation>空运途中</translation>
    </message>
    <message>
        <source>at customs</source>
        <translation>报关时</translation>
    </message>
    <message>
        <source>on the last stretch</source>
        <translation>最后一程</translation>
    </message>
    <message>
        <source>on the road</source>
        <translation>陆运途中</translation>
    </message>
    <message>
        <source>Temperatures on the way</source>
        <translation>一路上的温度</translation>
    </message>
    <message>
        <source>Measured: %1 to %2 °C</source>
        <translation>实测：%1 至 %2 °C</translation>
    </message>
    <message>
        <source>Allowed: %1 to %2 °C</source>
        <translation>允许：%1 至 %2 °C</translation>
    </message>
    <message>
        <source>%1 °C %2: %3 degrees warmer than these goods allow.</source>
        <translation>%2达到 %1 °C，比允许的高 %3 度。</translation>
    </message>
    <message>
        <source>%1 °C %2: %3 degrees colder than these goods allow.</source>
        <translation>%2低至 %1 °C，比允许的低 %3 度。</translation>
    </message>
    <message>
        <source>The record does not say how warm it was: %1.</source>
        <translation>档案里没有这些环节的温度：%1。</translation>
    </message>
    <message>
        <source>Everything that was measured is within what is allowed.</source>
        <translation>凡有记录的，温度都在允许范围内。</translation>
    </message>
    <message>
        <source>All the way within what is allowed.</source>
        <translation>全程都在允许范围内。</translation>
    </message>
</context>
<context>
    <name>ThanksPage</name>
    <message>
        <source>Pay on your phone</source>
        <translation>用手机付款</translation>
    </message>
    <message>
        <source>Pay on your phone, a little later</source>
        <translation>稍后用手机付款</translation>
    </message>
    <message>
        <source>Pay at the counter</source>
        <translation>到柜台付款</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已付款</translation>
    </message>
    <message>
        <source>Your order</source>
        <translation>您的订单</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>谢谢光临</translation>
    </message>
    <message>
        <source>Take a photo of this: it finds your order.</source>
        <translation>请拍下这一页，凭它找到您的订单。</translation>
    </message>
    <message>
        <source>Written down safely. It travels to the store as soon as the network allows, and then the code opens your payment.</source>
        <translation>已稳妥记下。网络一通就送往商店，之后扫这个码即可付款。</translation>
    </message>
    <message>
        <source>Written down safely. It travels to the store as soon as the network allows. This claim works at the counter, now or later.</source>
        <translation>已稳妥记下。网络一通就送往商店。凭这张凭证，现在或稍后都能到柜台付款。</translation>
    </message>
    <message>
        <source>Written down safely and sent. We are waiting for the store&apos;s answer; the code opens your payment once it is there.</source>
        <translation>已稳妥记下并送出，正在等商店回音。商店收到后，扫这个码即可付款。</translation>
    </message>
    <message>
        <source>Written down safely and sent. We are waiting for the store&apos;s answer. This claim works at the counter, now or later.</source>
        <translation>已稳妥记下并送出，正在等商店回音。凭这张凭证，现在或稍后都能到柜台付款。</translation>
    </message>
    <message>
        <source>The store has your order. Scan the code with your phone and pay there; this page will know.</source>
        <translation>商店已收到您的订单。用手机扫码付款，付好后本页自会知道。</translation>
    </message>
    <message>
        <source>The store has your order. Show this claim at the counter and pay there.</source>
        <translation>商店已收到您的订单。请到柜台出示这张凭证付款。</translation>
    </message>
    <message>
        <source>The store has your order, and it is paid. Show this at the counter.</source>
        <translation>商店已收到您的订单，款已付清。到柜台出示本页即可。</translation>
    </message>
    <message>
        <source>This order was cancelled, and there is nothing to pay. Our staff can tell you more.</source>
        <translation>这份订单已取消，无需付款。详情请问工作人员。</translation>
    </message>
    <message>
        <source>Your money has been given back.</source>
        <translation>款项已退还给您。</translation>
    </message>
    <message>
        <source>The store could not take it. Please show this page to our staff.</source>
        <translation>商店没能接下这一单，请把这一页给工作人员看。</translation>
    </message>
    <message>
        <source>Goodbye</source>
        <translation>再见</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>The town</source>
        <translation>回到小镇</translation>
    </message>
    <message>
        <source>Basket: %1</source>
        <translation>篮中 %1 碗</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
</context>
<context>
    <name>TownPage</name>
    <message>
        <source>Where shall we go?</source>
        <translation>先去哪一馆？</translation>
    </message>
    <message>
        <source>Scan a sticker</source>
        <translation>扫一扫标签</translation>
    </message>
    <message>
        <source>See where a thing was made, and who has checked it.</source>
        <translation>看看它从哪里来，谁检验过。</translation>
    </message>
    <message>
        <source>The noodle shop</source>
        <translation>面馆</translation>
    </message>
</context>
<context>
    <name>UnknownPage</name>
    <message>
        <source>Not one of our stickers</source>
        <translation>这不是小镇的贴纸</translation>
    </message>
    <message>
        <source>We could not quite read this one</source>
        <translation>这个码没能读懂</translation>
    </message>
    <message>
        <source>We have not met this one</source>
        <translation>这一件，
我们还不认识</translation>
    </message>
    <message>
        <source>The code says: %1</source>
        <translation>码上写着：%1</translation>
    </message>
    <message>
        <source>Try another sticker</source>
        <translation>换一张标签</translation>
    </message>
    <message>
        <source>Walk through the town</source>
        <translation>逛逛小镇</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Touch the seal to see what was checked.</source>
        <translation>轻触印章，看看查了什么。</translation>
    </message>
    <message>
        <source>Touch the seal to see %1 more, and all that was checked.</source>
        <translation>还有 %1 条，轻触印章，看看查了什么。</translation>
    </message>
    <message>
        <source>What was checked</source>
        <translation>查了什么</translation>
    </message>
</context>
</TS>
