import{A as e,B as t,C as n,D as r,E as i,F as a,G as o,H as s,I as c,K as l,L as u,M as d,O as f,P as p,R as m,T as h,W as g,c as _,d as v,g as y,k as b,w as x,z as S}from"./form.js";import{c as C,d as w,f as T,l as E,n as D,t as O}from"./sheet-styles.js";import{A as ee,C as te,D as k,E as A,I as j,M as ne,N as re,S as ie,T as M,_ as N,b as P,f as F,g as ae,h as I,k as L,t as oe,v as se,w as ce,x as le,y as R}from"./view.js";import{S as ue,T as de,u as fe,x as pe}from"./healthsense.js";var me=(e,t,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof t!=`object`&&Object.defineProperty(e,t,n),n);function he(e,t){return(n,r,i)=>{let a=t=>t.renderRoot?.querySelector(e)??null;if(t){let{get:e,set:t}=typeof r==`object`?n:i??(()=>{let e=Symbol();return{get(){return this[e]},set(t){this[e]=t}}})();return me(n,r,{get(){let n=e.call(this);return n===void 0&&(n=a(this),(n!==null||this.hasUpdated)&&t.call(this,n)),n}})}return me(n,r,{get(){return a(this)}})}}var ge;function _e(e){return(t,n)=>me(t,n,{get(){return(this.renderRoot??(ge??=document.createDocumentFragment())).querySelectorAll(e)}})}function ve(e,t,n,r){let i=le(e,n,r),a=P(t,n),[o,s,c]=N(n,i)??[1,0,a],l=se(e,0,n,i).unit,u=t=>se(e,t,n,i,a).text;return{unit:l,least:10**-c,shown:e=>e*o+s,ours:e=>(e-s)/o,text:u,whole:e=>l===``?u(e):`${u(e)} ${l}`}}var ye=[1,2,2.5,5,10];function be(e,t){let n=Math.max(e/t,Number.MIN_VALUE),r=10**Math.floor(Math.log10(n));return r*(ye.find(e=>e*r>=n*(1-1e-9))??10)}function z(e,t,n){if(!(t>e))return[e];let r=be(t-e,n),i=Math.ceil(e/r-1e-9),a=Math.floor(t/r+1e-9)-i;return Array.from({length:a+1},(e,t)=>Number(((i+t)*r).toPrecision(12)))}function B(e,t,n){let r=n.length>1?Math.abs((n[1]??0)-(n[0]??0)):1,i=[0,1,2,3].find(e=>Math.abs(r*10**e-Math.round(r*10**e))<1e-6);return R(e,t,i??3)}var xe=o`
  :host,
  .answer {
    display: flex;
    flex-direction: column;
    gap: 12px;
    height: auto;
  }
  .title p {
    font-size: var(--ha-font-size-m, 14px);
  }
  .actions [aria-pressed="true"] {
    color: var(--card-background-color, #fff);
    background: var(--primary-text-color);
  }
  .answer {
    transition: opacity 150ms ease;
  }
  .answer[aria-busy="true"] {
    opacity: 0.6;
  }
  @media (prefers-reduced-motion: reduce) {
    .answer {
      transition: none;
    }
  }
`,Se=o`
  :host {
    height: auto;
    --bar: var(--primary-color);
    --ink: var(--primary-text-color);
    --paper: var(--card-background-color, #fff);
  }
  .readout {
    min-height: 1.5em;
    font-size: var(--ha-font-size-m, 14px);
    font-variant-numeric: tabular-nums;
  }
  .plot {
    position: relative;
    block-size: 220px;
    padding-block-start: 44px;
    box-sizing: border-box;
    border-block-end: 1px solid var(--secondary-text-color);
    border-radius: 4px;
  }
  .half {
    position: absolute;
    inset-block: 44px 0;
    background: color-mix(in srgb, var(--ink) 7%, transparent);
  }
  .bar {
    position: absolute;
    inset-block: 44px 0;
    display: flex;
    align-items: flex-end;
    padding-inline: 0.5px;
    box-sizing: border-box;
  }
  .bar i {
    inline-size: 100%;
    border-radius: 2px 2px 0 0;
    background: color-mix(in srgb, var(--bar) 45%, var(--paper));
    box-shadow: inset 0 0 0 1px var(--bar);
  }
  .bar[data-zone="half"] i {
    background: var(--bar);
  }
  .bar[data-zone="most"] i {
    background: color-mix(in srgb, var(--bar) 65%, var(--paper));
  }
  .bar.on {
    background: color-mix(in srgb, var(--ink) 12%, transparent);
  }
  .bar.on i {
    box-shadow: inset 0 0 0 2px var(--ink);
  }
  .line {
    position: absolute;
    inset-block: 20px 0;
    inline-size: 0;
    border-inline-start: 2px dashed var(--ink);
    pointer-events: none;
  }
  .line.newest {
    inset-block-start: 40px;
    border-inline-start-style: solid;
  }
  .line span {
    position: absolute;
    inset-block-end: 100%;
    padding: 0 4px;
    white-space: nowrap;
    font-size: var(--ha-font-size-s, 12px);
    transform: translateX(-50%);
  }
  .line:dir(rtl) span {
    transform: translateX(50%);
  }
  .line span[data-side="start"] {
    inset-inline-start: -4px;
    transform: none;
  }
  .line span[data-side="end"] {
    inset-inline-end: -2px;
    transform: none;
  }
  .line.newest span {
    background: var(--paper);
    border-radius: 4px;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .axis {
    position: relative;
    block-size: 20px;
    font-size: var(--ha-font-size-s, 12px);
    color: var(--secondary-text-color);
    font-variant-numeric: tabular-nums;
  }
  .axis span {
    position: absolute;
    inset-block-start: 4px;
    transform: translateX(-50%);
  }
  .axis span:dir(rtl) {
    transform: translateX(50%);
  }
  .unit {
    text-align: end;
  }
  .strip {
    margin-block-start: 6px;
  }
  .track {
    position: relative;
    block-size: 14px;
  }
  .track i {
    position: absolute;
    inset-block: 6px;
    background: var(--secondary-text-color);
  }
  .track .box {
    inset-block: 1px;
    border-radius: 3px;
    background: var(--bar);
  }
  .others .box {
    background: repeating-linear-gradient(-45deg, var(--secondary-text-color) 0 2px, transparent 2px 5px);
    box-shadow: inset 0 0 0 1px var(--secondary-text-color);
  }
  .track .mid {
    inset-block: -2px;
    inline-size: 3px;
    margin-inline-start: -1.5px;
    background: var(--ink);
    box-shadow: 0 0 0 1px var(--paper);
  }
  .tables {
    display: grid;
    gap: 16px;
  }
  td {
    font-variant-numeric: tabular-nums;
  }
`,Ce=2,we=98,Te=5;function Ee(e){let{5:t,25:n,50:r,75:i,95:a}=e;return t===void 0||n===void 0||r===void 0||i===void 0||a===void 0?null:{p5:t,p25:n,p50:r,p75:i,p95:a}}function De(e,t){let n=e.bin_width??0,r=Math.max(...e.bins.map(([,e])=>e));return e.bins.map(([i,a])=>{let o=i+n/2,s=o>=t.p25&&o<=t.p75,c=o>=t.p5&&o<=t.p95;return{low:i,high:i+n,count:a,share:a/e.count,height:a/r,zone:s?`half`:c?`most`:`rare`}})}function Oe(e,t){let n=e.bin_width??0,r=0;for(let[i,a]of e.bins)t>=i+n?r+=a:t>i&&(r+=a*(t-i)/n);return 100*r/e.count}function ke(e,t,n,r){let i=[...e.flatMap(({low:e,high:t})=>[e,t]),...t===null?[]:[t],...n===null?[]:[n.p5,n.p95]],a=Math.min(...i),o=Math.max(...i),s=(o-a)*.02,[c,l]=[a-s,o+s];return{low:c,high:l,ticks:z(r.shown(c),r.shown(l),Te)}}function Ae(e,t){return 100*(t-e.low)/(e.high-e.low)}function je(e,t,n){return a(e,`card_distribution_half`,{low:t.text(n.p25),high:t.whole(n.p75),least:t.text(n.p5),most:t.whole(n.p95)})}function Me(e,t,n,r){let i={value:t,when:n};return r<Ce?a(e,`card_distribution_rank_lowest`,i):r>we?a(e,`card_distribution_rank_highest`,i):a(e,`card_distribution_rank`,{...i,share:Math.round(r)})}var Ne={not_compared:`card_people_not_compared`,sex_unknown:`card_people_sex_unknown`,age_unknown:`card_people_age_unknown`,pregnancy:`card_people_pregnancy`,too_young:`card_people_too_young`};function Pe(e,t){let n=Ne[t];return a(e,n??`card_people_refused`)}function Fe(e,t,{group:n}){let r={from:n.age_from,to:n.age_to??``,people:R(e,n.people,0)},i=n.age_to===null;return n.sex===`female`?a(t,i?`card_people_women_older`:`card_people_women`,r):a(t,i?`card_people_men_older`:`card_people_men`,r)}function Ie(e,t){let n=t.percentile_of_median;return n===null?``:n<Ce?a(e,`card_people_rank_lowest`):n>we?a(e,`card_people_rank_highest`):a(e,`card_people_rank`,{share:n})}var Le,Re={ArrowRight:(e,t)=>Math.min(e+1,t),ArrowLeft:e=>Math.max(e-1,0),Home:()=>0,End:(e,t)=>t},ze=12,Be=(Le=class extends S{constructor(...e){super(...e),this.name=``,this.summary=``,this.newest=null,this.table=!1,this.chosen=null}onKey(e,t){let n=getComputedStyle(this).direction===`rtl`,r={ArrowLeft:`ArrowRight`,ArrowRight:`ArrowLeft`}[e.key],i=Re[n?r??e.key:e.key];if(e.key===`Escape`&&(this.chosen=null),i===void 0)return;e.preventDefault();let a=t.length-1;this.chosen=this.chosen===null?e.key===`End`?a:0:i(this.chosen,a)}render(){let{hass:e,localize:n,spread:r,scale:i}=this,o=r&&Ee(r.percentiles);if(e===void 0||n===void 0||!r||!o||i===void 0)return t;let c=De(r,o);if(this.table)return this.tables(e,n,r,i,c);let l=r.reference===null?null:Ee(r.reference.percentiles),u=ke(c,this.newest,l,i),d=this.chosen===null?void 0:c[this.chosen];return s`
      <p class="readout" role="status">
        ${d===void 0?a(n,`card_distribution_count`,{count:R(e,r.count,0)}):this.read(e,n,i,d)}
      </p>
      <div
        class="plot"
        role="application"
        tabindex="0"
        aria-label="${this.name}. ${this.summary} ${a(n,`card_distribution_keys`)}"
        @keydown=${e=>{this.onKey(e,c)}}
        @blur=${()=>{this.chosen=null}}
        @pointerleave=${()=>{this.chosen=null}}
      >
        <div class="half" style=${He(u,o.p25,o.p75)}></div>
        ${c.map((e,t)=>this.bar(u,e,t))}
        ${this.line(`median`,u,o.p50,a(n,`card_distribution_median`,{value:i.text(o.p50)}))}
        ${this.newest===null?t:this.line(`newest`,u,this.newest,a(n,`card_distribution_newest`,{value:i.text(this.newest)}))}
      </div>
      <div class="axis" aria-hidden="true">
        ${u.ticks.map(t=>s`<span style=${Ve(u,i.ours(t))}>${B(e,t,u.ticks)}</span>`)}
      </div>
      <p class="unit note" aria-hidden="true">${i.unit}</p>
      ${this.strip(u,o,a(n,`card_distribution_yours`),`own`)}
      ${l===null?t:this.strip(u,l,a(n,`card_people`),`others`)}
    `}read(e,t,n,r){return a(t,`card_distribution_bar`,{low:n.text(r.low),high:n.whole(r.high),count:R(e,r.count,0),share:R(e,r.share*100,+(r.share<.1))})}bar(e,t,n){let r=this.chosen===n,i=()=>{this.chosen=n};return s`<div
      class="bar ${r?`on`:``}"
      data-zone=${t.zone}
      style=${He(e,t.low,t.high)}
      @pointerenter=${i}
      @pointerdown=${i}
    >
      <i style="block-size: ${t.height*100}%"></i>
    </div>`}line(e,t,n,r){let i=Ae(t,n),a=i<ze?`start`:i>88?`end`:`middle`;return s`<div class="line ${e}" style=${Ve(t,n)}><span data-side=${a}>${r}</span></div>`}strip(e,t,n,r){return s`<div class="strip ${r}" aria-hidden="true">
      <span class="note">${n}</span>
      <div class="track">
        <i class="most" style=${He(e,t.p5,t.p95)}></i>
        <i class="box" style=${He(e,t.p25,t.p75)}></i>
        <i class="mid" style=${Ve(e,t.p50)}></i>
      </div>
    </div>`}tables(e,n,r,i,o){let c=r.reference?.percentiles;return s`<div class="tables">
      <table>
        <caption>
          ${a(n,`card_distribution_percentiles`)}
        </caption>
        <thead>
          <tr>
            <th scope="col">${a(n,`card_distribution_below`)}</th>
            <th scope="col">${a(n,`card_distribution_yours`)}</th>
            ${c===void 0?t:s`<th scope="col">${a(n,`card_people`)}</th>`}
          </tr>
        </thead>
        <tbody>
          ${Object.entries(r.percentiles).map(([e,r])=>s`<tr>
                <th scope="row">${a(n,`card_distribution_of_hundred`,{share:e})}</th>
                <td><bdi>${i.whole(r)}</bdi></td>
                ${c===void 0?t:s`<td><bdi>${c[e]===void 0?``:i.whole(c[e])}</bdi></td>`}
              </tr>`)}
        </tbody>
      </table>
      <table>
        <caption>
          ${a(n,`card_distribution_histogram`)}
        </caption>
        <thead>
          <tr>
            <th scope="col">${this.name}</th>
            <th scope="col">${a(n,`card_distribution_values`)}</th>
            <th scope="col">%</th>
          </tr>
        </thead>
        <tbody>
          ${o.map(t=>s`<tr>
                <th scope="row"><bdi>${i.text(t.low)}–${i.whole(t.high)}</bdi></th>
                <td>${R(e,t.count,0)}</td>
                <td>${R(e,t.share*100,1)}</td>
              </tr>`)}
        </tbody>
      </table>
    </div>`}},Le.styles=[re,Se],Le);_([u({attribute:!1})],Be.prototype,`hass`,void 0),_([u({attribute:!1})],Be.prototype,`localize`,void 0),_([u()],Be.prototype,`name`,void 0),_([u()],Be.prototype,`summary`,void 0),_([u({attribute:!1})],Be.prototype,`spread`,void 0),_([u({attribute:!1})],Be.prototype,`scale`,void 0),_([u({attribute:!1})],Be.prototype,`newest`,void 0),_([u({type:Boolean})],Be.prototype,`table`,void 0),_([c()],Be.prototype,`chosen`,void 0),Be=_([m(`healthsense-histogram`)],Be);function Ve(e,t){return`inset-inline-start: ${Ae(e,t)}%`}function He(e,t,n){return`${Ve(e,t)}; inline-size: ${Ae(e,n)-Ae(e,t)}%`}var Ue,We=[`day`,`week`,`month`,`year`],Ge=(Ue=class extends w{constructor(...e){super(...e),this.asTable=!1,this.period=new E(this),this.asked=new T(this)}get vital(){return this.config?.vital??`heart_rate`}willUpdate(e){let{hass:t,person:n,config:r,vital:i}=this;if(t===void 0||n===void 0||r===void 0)return;this.period.begin(r.range??`month`);let{startMs:a,endMs:o}=this.period.span,{connection:s}=t;this.asked.want(s,`${n.person_id} ${i}`,`${a} ${o}`,async()=>await s.sendMessagePromise({type:`healthsense/distribution`,person_id:n.person_id,vital:i,start:new Date(a).toISOString(),end:new Date(o).toISOString()}))}render(){let{hass:e,localize:n,person:r}=this;return e===void 0||n===void 0||r===void 0?t:s`
      <div class="title">
        <h2>${d(n,this.vital)}</h2>
        <p class="note">${r.name}</p>
      </div>
      <healthsense-range
        .hass=${e}
        .localize=${n}
        .ranges=${We}
        .range=${this.period.range}
        .span=${this.period.span}
        @range-changed=${this.period.onChanged}
      ></healthsense-range>
      <div class="answer" aria-busy=${this.asked.busy?`true`:`false`}>${this.answer(e,n,r)}</div>
    `}answer(e,t,n){let{value:r,failure:i}=this.asked;if(i!==null)return j(x(i,t));if(r===void 0)return j(a(t,`card_waiting`));let o=Ee(r.percentiles);if(r.refused!==null||o===null)return j(a(t,`card_distribution_too_few`));let c=ve(e,this.vital,r.unit,v(e,n.device_id,this.vital)),l=n.current[this.vital],u=typeof l?.value==`number`?{value:l.value,at:l.measured_at}:null,f=je(t,c,o),p=u===null?``:this.rank(e,t,c,r,u);return s`
      <p>${f} ${p}</p>
      <healthsense-histogram
        .hass=${e}
        .localize=${t}
        .name=${d(t,this.vital)}
        .summary=${`${f} ${p}`}
        .spread=${r}
        .scale=${c}
        .newest=${u?.value??null}
        ?table=${this.asTable}
      ></healthsense-histogram>
      ${this.people(e,t,r)}
      <div class="actions">
        <button
          aria-pressed=${this.asTable?`true`:`false`}
          @click=${()=>{this.asTable=!this.asTable}}
        >
          ${a(t,`card_as_table`)}
        </button>
      </div>
      <p class="note">${a(t,`card_distribution_hours`)}</p>
    `}rank(e,t,n,r,i){let a=I(e,Date.parse(i.at),Date.now());return Me(t,n.whole(i.value),a,Oe(r,i.value))}people(e,t,{reference:n,reference_refused:r}){if(n===null)return s`<p class="note">${Pe(t,r??``)}</p>`;let{source:i,licence:o,citation:c}=n;return s`<p>
        ${a(t,`card_people_beside`,{group:Fe(e,t,n)})}
        ${Ie(t,n)}
      </p>
      <p class="note" title=${c}>${a(t,`card_people_source`,{source:i,licence:o})}</p>`}},Ue.styles=[re,xe],Ue);_([u({attribute:!1})],Ge.prototype,`config`,void 0),_([c()],Ge.prototype,`asTable`,void 0),Ge=_([m(`healthsense-distribution-body`)],Ge);var Ke=o`
  :host,
  .answer {
    display: flex;
    flex-direction: column;
    gap: 12px;
    height: auto;
  }
  .title p {
    font-size: var(--ha-font-size-m, 14px);
  }
  .actions [aria-pressed="true"] {
    color: var(--card-background-color, #fff);
    background: var(--primary-text-color);
  }
  .answer {
    transition: opacity 150ms ease;
  }
  .answer[aria-busy="true"] {
    opacity: 0.6;
  }
  .wide {
    overflow-x: auto;
  }
  .wide th,
  .wide td {
    white-space: nowrap;
    padding-inline-end: 12px;
    font-size: var(--ha-font-size-s, 12px);
    font-variant-numeric: tabular-nums;
  }
  .wide tbody th {
    position: sticky;
    inset-inline-start: 0;
    background: var(--card-background-color, #fff);
  }
  @media (prefers-reduced-motion: reduce) {
    .answer {
      transition: none;
    }
  }
`,qe=o`
  :host {
    display: flex;
    flex-direction: column;
    gap: 8px;
    height: auto;
    --ink: var(--primary-text-color);
    --paper: var(--card-background-color, #fff);
  }
  .readout {
    min-height: 1.5em;
    font-size: var(--ha-font-size-m, 14px);
    font-variant-numeric: tabular-nums;
  }
  .frame {
    display: flex;
    gap: 6px;
  }
  .hours {
    display: grid;
    grid-template-rows: repeat(4, 1fr);
    flex: none;
    block-size: 312px;
  }
  .hours span,
  .days span,
  .legend {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
    font-variant-numeric: tabular-nums;
  }
  .hours span {
    line-height: 13px;
    text-align: end;
    white-space: nowrap;
  }
  .scroll {
    flex: 1;
    min-inline-size: 0;
    overflow-x: auto;
    padding: 2px;
    margin: -2px;
  }
  .cells,
  .days {
    /* Narrower than this nobody tells two weeks apart: a phone scrolls. */
    min-inline-size: calc(var(--columns) * 8px);
  }
  .cells {
    block-size: 312px;
    border-radius: 4px;
    touch-action: pan-x pan-y;
    background: repeating-linear-gradient(
      -45deg,
      color-mix(in srgb, var(--ink) 14%, transparent) 0 1px,
      transparent 1px 5px
    );
  }
  .cells:focus-visible {
    /* Outside it would be cut off by what scrolls. */
    outline-offset: -2px;
  }
  svg {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }
  svg:dir(rtl) {
    transform: scaleX(-1);
  }
  path {
    stroke: var(--paper);
    stroke-width: 1px;
    vector-effect: non-scaling-stroke;
  }
  rect {
    fill: none;
    vector-effect: non-scaling-stroke;
  }
  .halo {
    stroke: var(--paper);
    stroke-width: 5px;
  }
  .on {
    stroke: var(--ink);
    stroke-width: 2.5px;
  }
  .days {
    position: relative;
    block-size: 20px;
  }
  .days span {
    position: absolute;
    inset-block-start: 4px;
    white-space: nowrap;
    transform: translateX(-50%);
  }
  .days span:dir(rtl) {
    transform: translateX(50%);
  }
  .days span[data-side="start"] {
    inset-inline: 0 auto !important;
    transform: none;
  }
  .days span[data-side="end"] {
    inset-inline: auto 0 !important;
    transform: none;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 20px;
  }
  .levels {
    display: inline-flex;
    align-items: flex-start;
    padding-block-end: 16px;
  }
  .level {
    position: relative;
    inline-size: 36px;
  }
  .level i {
    display: block;
    block-size: 12px;
  }
  .level b {
    position: absolute;
    inset-block-start: 14px;
    inset-inline-end: 0;
    font-weight: inherit;
    transform: translateX(50%);
  }
  .level b:dir(rtl) {
    transform: translateX(-50%);
  }
  .unit {
    padding-inline-start: 8px;
    line-height: 12px;
  }
  .none {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  .none i {
    inline-size: 24px;
    block-size: 12px;
    box-shadow: inset 0 0 0 1px var(--divider-color);
    background: repeating-linear-gradient(
      -45deg,
      color-mix(in srgb, var(--ink) 14%, transparent) 0 1px,
      transparent 1px 5px
    );
  }
  @container (max-width: 420px) {
    .level {
      inline-size: 30px;
    }
  }
`,Je=35,Ye=6,Xe=.02,Ze=.98;function Qe(e){let t=e.days.length>Je,n=[];return e.days.forEach((e,r)=>{let i=n.at(-1);i===void 0||!t||new Date(`${e}T00:00:00Z`).getUTCDay()===1?n.push([r]):i.push(r)}),n.map(t=>$e(e,t))}function $e(e,t){let n=t[0]??0,r=t.at(-1)??n,i=Array.from({length:24},(n,r)=>{let i=0,a=0;for(let n of t){let t=e.count[n]?.[r]??0;i+=t*(e.mean[n]?.[r]??0),a+=t}return{mean:a===0?null:i/a,count:a}});return{from:e.days[n]??``,to:e.days[r]??``,mean:i.map(e=>e.mean),count:i.map(e=>e.count)}}function et(e,t){return e[Math.round((e.length-1)*t)]??0}function tt(e,t){let n=e.flatMap(({mean:e})=>e).filter(e=>e!==null).map(t.shown).sort((e,t)=>e-t),r=et(n,Xe),i=et(n,Ze);if(!(i>r))return[];let a=Math.max(be(i-r,Ye),t.least),o=[];for(let e=Math.floor(r/a)+1;e*a<i&&o.length<5;e+=1)o.push(Number((e*a).toPrecision(12)));return o}function nt(e,t){return e.filter(e=>t>=e).length}function rt(e,t,n){let r=Array.from({length:t.length+1},()=>``);return e.forEach(({mean:e},i)=>{e.forEach((e,a)=>{if(e===null)return;let o=nt(t,n.shown(e));r[o]=`${r[o]??``}M${i} ${a}h1v1h-1z`})}),r}function it(e){let t=[];for(let n=0;n<24;n+=1){let r=e.map(({mean:e})=>e[n]??null).filter(e=>e!==null);r.length>0&&t.push({hour:n,value:r.reduce((e,t)=>e+t)/r.length})}return t.length<2?null:{high:t.reduce((e,t)=>t.value>e.value?t:e),low:t.reduce((e,t)=>t.value<e.value?t:e)}}function at(e){let t=e.some(({from:e,to:t})=>e!==t),n=t=>e[t]?.to.slice(0,7);if(t)return e.flatMap((e,t)=>t>0&&n(t)!==n(t-1)?[t]:[]);let r=e.length<=8?1:5;return e.flatMap((t,n)=>(e.length-1-n)%r==0?[n]:[])}function ot(e,t,n){let{x:r,y:i}=e,a={ArrowLeft:{x:r-1,y:i},ArrowRight:{x:r+1,y:i},ArrowUp:{x:r,y:i-1},ArrowDown:{x:r,y:i+1},Home:{x:0,y:i},End:{x:n-1,y:i},PageUp:{x:r,y:0},PageDown:{x:r,y:23}}[t];return a===void 0?null:{x:Math.min(Math.max(a.x,0),n-1),y:Math.min(Math.max(a.y,0),23)}}var st=432e5;function V(e,t,n){let r=(te(t,A(e))??0)+st;return M(e,n).format(r)}function ct(e,t){let n=ce(Date.UTC(2026,0,1,t%24),A(e));return M(e,{hour:`numeric`,minute:`2-digit`}).format(n)}function lt(e,t){let n={day:`numeric`,month:`short`};return t.from===t.to?V(e,t.from,{...n,weekday:`short`}):`${V(e,t.from,n)} – ${V(e,t.to,n)}`}function ut(e,t,n){return t.from===t.to?n<=8?V(e,t.from,{weekday:`short`,day:`numeric`}):V(e,t.from,{day:`numeric`,month:`short`}):V(e,t.to,{month:`short`})}function dt(e,t,n,r,{y:i}){let o=r.mean[i]??null,s={day:lt(e,r),from:ct(e,i),to:ct(e,i+1)};if(o===null)return a(t,`card_heatmap_empty`,s);let c=R(e,r.count[i]??0,0);return a(t,`card_heatmap_cell`,{...s,value:n.whole(o),count:c})}var ft,pt=[0,6,12,18],mt=(ft=class extends S{constructor(...e){super(...e),this.label=``,this.columns=[],this.chosen=null,this.onKey=e=>{e.key===`Escape`&&(this.chosen=null);let t=getComputedStyle(this).direction===`rtl`,n={ArrowLeft:`ArrowRight`,ArrowRight:`ArrowLeft`}[e.key],r=this.chosen??{x:this.columns.length-1,y:0},i=ot(r,t?n??e.key:e.key,this.columns.length);i!==null&&(e.preventDefault(),this.chosen=this.chosen===null?r:i)},this.onPoint=e=>{let t=e.currentTarget.getBoundingClientRect(),n=(e.clientX-t.left)/t.width,r=getComputedStyle(this).direction===`rtl`,i=Math.floor((r?1-n:n)*this.columns.length),a=Math.floor((e.clientY-t.top)/t.height*24);i>=0&&i<this.columns.length&&a>=0&&a<24&&(this.chosen={x:i,y:a})},this.forget=()=>{this.chosen=null}}updated(e){let t=this.renderRoot.querySelector(`.scroll`);if(t===null)return;let n=getComputedStyle(this).direction===`rtl`;e.has(`columns`)&&(t.scrollLeft=n?-t.scrollWidth:t.scrollWidth),e.has(`chosen`)&&this.chosen!==null&&this.uncover(t,this.chosen,n)}uncover(e,{x:t},n){let r=e.scrollWidth/this.columns.length,i=Math.abs(e.scrollLeft),a=t*r,o=a<i?a:a+r>i+e.clientWidth?a+r-e.clientWidth:i;o!==i&&(e.scrollLeft=n?-o:o)}render(){let{hass:e,localize:n,scale:r,columns:i,chosen:o}=this;if(e===void 0||n===void 0||r===void 0||i.length===0)return t;let c=tt(i,r),l=o===null?void 0:i[o.x];return s`
      <p class="readout" role="status">
        ${o===null||l===void 0?a(n,`card_heatmap_choose`):dt(e,n,r,l,o)}
      </p>
      <div class="frame">
        <div class="hours" aria-hidden="true">
          ${pt.map(t=>s`<span>${ct(e,t)}</span>`)}
        </div>
        <div class="scroll">
          <div
            class="cells"
            role="application"
            tabindex="0"
            aria-label=${this.label}
            style="--columns: ${i.length}"
            @keydown=${this.onKey}
            @blur=${this.forget}
            @pointermove=${this.onPoint}
            @pointerdown=${this.onPoint}
            @pointerleave=${this.forget}
          >
            <svg viewBox="0 0 ${i.length} ${24}" preserveAspectRatio="none" aria-hidden="true">
              ${rt(i,c,r).map((e,t)=>g`<path d=${e} style="fill: ${ht(t,c.length)}" />`)}
              ${o===null?t:g`<rect class="halo" x=${o.x} y=${o.y} width="1" height="1" /><rect class="on" x=${o.x} y=${o.y} width="1" height="1" />`}
            </svg>
          </div>
          <div class="days" aria-hidden="true" style="--columns: ${i.length}">
            ${at(i).map(t=>this.name(e,t))}
          </div>
        </div>
      </div>
      ${this.legend(e,n,c)}
    `}name(e,n){let r=this.columns[n];if(r===void 0)return t;let i=100*(n+.5)/this.columns.length;return s`<span data-side=${i<6?`start`:i>94?`end`:`middle`} style="inset-inline-start: ${i}%"
      >${ut(e,r,this.columns.length)}</span
    >`}legend(e,n,r){let i=Array.from({length:r.length+1},(e,t)=>t);return s`<div class="legend">
      <span class="levels" aria-hidden="true">
        ${i.map(n=>s`<span class="level"
              ><i style="background: ${ht(n,r.length)}"></i
              >${r[n]===void 0?t:s`<b>${B(e,r[n],r)}</b>`}</span
            >`)}
        <span class="unit">${this.scale?.unit??``}</span>
      </span>
      <span class="none"><i></i>${a(n,`card_heatmap_none`)}</span>
    </div>`}},ft.styles=[re,qe],ft);_([u({attribute:!1})],mt.prototype,`hass`,void 0),_([u({attribute:!1})],mt.prototype,`localize`,void 0),_([u()],mt.prototype,`label`,void 0),_([u({attribute:!1})],mt.prototype,`columns`,void 0),_([u({attribute:!1})],mt.prototype,`scale`,void 0),_([c()],mt.prototype,`chosen`,void 0),mt=_([m(`healthsense-hour-grid`)],mt);function ht(e,t){let n=t===0?.5:e/t;return n<=.6?`color-mix(in srgb, var(--primary-color) ${Math.round(18+n/.6*82)}%, var(--card-background-color, #fff))`:`color-mix(in srgb, var(--primary-text-color) ${Math.round((n-.6)/.4*70)}%, var(--primary-color))`}var gt=class extends w{constructor(...e){super(...e),this.asTable=!1,this.period=new E(this),this.asked=new T(this)}get vital(){return this.config?.vital??`heart_rate`}willUpdate(e){let{hass:t,person:n,config:r,vital:i}=this;if(t===void 0||n===void 0||r===void 0)return;this.period.begin(r.range??`month`);let{startMs:a,endMs:o}=this.period.span,{connection:s}=t;this.asked.want(s,`${n.person_id} ${i}`,`${a} ${o}`,async()=>await s.sendMessagePromise({type:`healthsense/heatmap`,person_id:n.person_id,vital:i,start:new Date(a).toISOString(),end:new Date(o).toISOString()}));let c=this.asked.value;c===void 0?this.drawn=void 0:this.drawn?.grid!==c&&(this.drawn={grid:c,columns:Qe(c)})}render(){let{hass:e,localize:n,person:r}=this;return e===void 0||n===void 0||r===void 0?t:s`
      <div class="title">
        <h2>${d(n,this.vital)}</h2>
        <p class="note">${r.name}</p>
      </div>
      <healthsense-range
        .hass=${e}
        .localize=${n}
        .ranges=${de}
        .range=${this.period.range}
        .span=${this.period.span}
        @range-changed=${this.period.onChanged}
      ></healthsense-range>
      <div class="answer" aria-busy=${this.asked.busy?`true`:`false`}>${this.answer(e,n,r)}</div>
    `}answer(e,t,n){if(this.asked.failure!==null)return j(x(this.asked.failure,t));if(this.drawn===void 0)return j(a(t,`card_waiting`));let{grid:r,columns:i}=this.drawn,o=ve(e,this.vital,r.unit,v(e,n.device_id,this.vital)),c=it(i);if(c===null)return j(a(t,`card_heatmap_too_few`));let l=a(t,`card_heatmap_summary`,{high:o.whole(c.high.value),high_from:ct(e,c.high.hour),low:o.whole(c.low.value),low_from:ct(e,c.low.hour)});return s`
      <p>${l}</p>
      ${this.asTable?this.table(e,t,o,i):s`<healthsense-hour-grid
              .hass=${e}
              .localize=${t}
              .columns=${i}
              .scale=${o}
              .label="${d(t,this.vital)}. ${l} ${a(t,`card_heatmap_keys`)}"
            ></healthsense-hour-grid>`}
      <div class="actions">
        <button
          aria-pressed=${this.asTable?`true`:`false`}
          @click=${()=>{this.asTable=!this.asTable}}
        >
          ${a(t,`card_as_table`)}
        </button>
      </div>
    `}table(e,t,n,r){let i=`${d(t,this.vital)}, ${n.unit}`,o=Array.from({length:24},(e,t)=>t);return s`<div class="wide" role="region" tabindex="0" aria-label=${i}>
      <table>
        <caption>
          ${i}
        </caption>
        <thead>
          <tr>
            <th scope="col">${a(t,`card_heatmap_day`)}</th>
            ${o.map(t=>s`<th scope="col">${ct(e,t)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${r.map(t=>s`<tr>
                <th scope="row">${lt(e,t)}</th>
                ${t.mean.map(e=>s`<td>${e===null?`–`:n.text(e)}</td>`)}
              </tr>`)}
        </tbody>
      </table>
    </div>`}},_t=(gt.styles=[re,Ke],gt);_([u({attribute:!1})],_t.prototype,`config`,void 0),_([c()],_t.prototype,`asTable`,void 0),_t=_([m(`healthsense-heatmap-body`)],_t);var vt=2e3;function yt(e){return`words`in e}function bt(e){return Math.min(vt,Math.max(1,Math.round(e)))}async function xt(e,t){return Ct(await St(e,t))}async function St(e,t){return await e.sendMessagePromise({type:`healthsense/series`,person_id:t.personId,vital:t.vital,start:new Date(t.startMs).toISOString(),end:new Date(t.endMs).toISOString(),max_points:bt(t.widthPx),...t.source===void 0?{}:{source:t.source}})}function Ct(e){let t=[],n=[],r=[],i=[],a=e.step_ms+e.fresh_for_ms;return e.t.forEach((o,s)=>{let c=e.t[s-1];if(c!==void 0&&o-c>a){t.push(c+e.step_ms);for(let e of[n,r,i])e.push(null)}t.push(o),n.push(e.mean[s]??null),r.push(e.min[s]??null),i.push(e.max[s]??null)}),{columns:e,t,mean:n,min:r,max:i}}var wt=!0,Tt=`uplot`,Et=`u-hz`,Dt=`u-vt`,Ot=`u-title`,kt=`u-wrap`,At=`u-under`,jt=`u-over`,Mt=`u-axis`,Nt=`u-off`,Pt=`u-select`,Ft=`u-cursor-x`,It=`u-cursor-y`,Lt=`u-cursor-pt`,Rt=`u-legend`,zt=`u-live`,Bt=`u-inline`,Vt=`u-series`,Ht=`u-marker`,Ut=`u-label`,Wt=`u-value`,Gt=`width`,Kt=`height`,qt=`top`,Jt=`bottom`,Yt=`left`,Xt=`right`,Zt=`#000`,Qt=`#0000`,$t=`mousemove`,en=`mousedown`,tn=`mouseup`,nn=`mouseenter`,rn=`mouseleave`,an=`dblclick`,on=`resize`,sn=`scroll`,cn=`change`,ln=`dppxchange`,un=`--`,dn=typeof window<`u`,fn=dn?document:null,pn=dn?window:null,mn=dn?navigator:null,H,hn;function gn(){let e=devicePixelRatio;H!=e&&(H=e,hn&&An(cn,hn,gn),hn=matchMedia(`(min-resolution: ${H-.001}dppx) and (max-resolution: ${H+.001}dppx)`),kn(cn,hn,gn),pn.dispatchEvent(new CustomEvent(ln)))}function _n(e,t){if(t!=null){let n=e.classList;!n.contains(t)&&n.add(t)}}function vn(e,t){let n=e.classList;n.contains(t)&&n.remove(t)}function U(e,t,n){e.style[t]=n+`px`}function yn(e,t,n,r){let i=fn.createElement(e);return t!=null&&_n(i,t),n?.insertBefore(i,r),i}function bn(e,t){return yn(`div`,e,t)}var xn=new WeakMap;function Sn(e,t,n,r,i){let a=`translate(`+t+`px,`+n+`px)`;a!=xn.get(e)&&(e.style.transform=a,xn.set(e,a),t<0||n<0||t>r||n>i?_n(e,Nt):vn(e,Nt))}var Cn=new WeakMap;function wn(e,t,n){let r=t+n;r!=Cn.get(e)&&(Cn.set(e,r),e.style.background=t,e.style.borderColor=n)}var Tn=new WeakMap;function En(e,t,n,r){let i=t+``+n;i!=Tn.get(e)&&(Tn.set(e,i),e.style.height=n+`px`,e.style.width=t+`px`,e.style.marginLeft=r?-t/2+`px`:0,e.style.marginTop=r?-n/2+`px`:0)}var Dn={passive:!0},On={...Dn,capture:!0};function kn(e,t,n,r){t.addEventListener(e,n,r?On:Dn)}function An(e,t,n,r){t.removeEventListener(e,n,Dn)}dn&&gn();function jn(e,t,n,r){let i;n||=0,r||=t.length-1;let a=r<=2147483647;for(;r-n>1;)i=a?n+r>>1:Qn((n+r)/2),t[i]<e?n=i:r=i;return e-t[n]<=t[r]-e?n:r}function Mn(e){return(t,n,r)=>{let i=-1,a=-1;for(let a=n;a<=r;a++)if(e(t[a])){i=a;break}for(let i=r;i>=n;i--)if(e(t[i])){a=i;break}return[i,a]}}var Nn=e=>e!=null,Pn=e=>e!=null&&e>0,Fn=Mn(Nn),In=Mn(Pn);function Ln(e,t,n,r=0,i=!1){let a=i?In:Fn,o=i?Pn:Nn;[t,n]=a(e,t,n);let s=e[t],c=e[t];if(t>-1){if(r==1)s=e[t],c=e[n];else if(r==-1)s=e[n],c=e[t];else for(let r=t;r<=n;r++){let t=e[r];o(t)&&(t<s?s=t:t>c&&(c=t))}}return[s??G,c??-G]}function Rn(e,t,n,r){let i=ir(e),a=ir(t);e==t&&(i==-1?(e*=n,t/=n):(e/=n,t*=n));let o=n==10?ar:or,s=i==1?Qn:er,c=a==1?er:Qn,l=s(o(Zn(e))),u=c(o(Zn(t))),d=rr(n,l),f=rr(n,u);return n==10&&(l<0&&(d=q(d,-l)),u<0&&(f=q(f,-u))),r||n==2?(e=d*i,t=f*a):(e=Sr(e,d),t=xr(t,f)),[e,t]}function zn(e,t,n,r){let i=Rn(e,t,n,r);return e==0&&(i[0]=0),t==0&&(i[1]=0),i}var Bn=.1,Vn={mode:3,pad:Bn},Hn={pad:0,soft:null,mode:0},Un={min:Hn,max:Hn};function Wn(e,t,n,r){return Mr(n)?Kn(e,t,n):(Hn.pad=n,Hn.soft=r?0:null,Hn.mode=r?3:0,Kn(e,t,Un))}function W(e,t){return e??t}function Gn(e,t,n){for(t=W(t,0),n=W(n,e.length-1);t<=n;){if(e[t]!=null)return!0;t++}return!1}function Kn(e,t,n){let r=n.min,i=n.max,a=W(r.pad,0),o=W(i.pad,0),s=W(r.hard,-G),c=W(i.hard,G),l=W(r.soft,G),u=W(i.soft,-G),d=W(r.mode,0),f=W(i.mode,0),p=t-e,m=ar(p),h=nr(Zn(e),Zn(t)),g=Zn(ar(h)-m);(p<1e-24||g>10)&&(p=0,(e==0||t==0)&&(p=1e-24,d==2&&l!=G&&(a=0),f==2&&u!=-G&&(o=0)));let _=p||h||1e3,v=rr(10,Qn(ar(_))),y=q(Sr(e-_*(p==0?e==0?.1:1:a),v/10),24),b=e>=l&&(d==1||d==3&&y<=l||d==2&&y>=l)?l:G,x=nr(s,y<b&&e>=b?b:tr(b,y)),S=q(xr(t+_*(p==0?t==0?.1:1:o),v/10),24),C=t<=u&&(f==1||f==3&&S>=u||f==2&&S<=u)?u:-G,w=tr(c,S>C&&t<=C?C:nr(C,S));return x==w&&x==0&&(w=100),[x,w]}var qn=new Intl.NumberFormat(dn?mn.language:`en-US`),Jn=e=>qn.format(e),Yn=Math,Xn=Yn.PI,Zn=Yn.abs,Qn=Yn.floor,$n=Yn.round,er=Yn.ceil,tr=Yn.min,nr=Yn.max,rr=Yn.pow,ir=Yn.sign,ar=Yn.log10,or=Yn.log2,sr=(e,t=1)=>Yn.sinh(e)*t,cr=(e,t=1)=>Yn.asinh(e/t),G=1/0;function lr(e){return(ar((e^e>>31)-(e>>31))|0)+1}function ur(e,t,n){return tr(nr(e,t),n)}function dr(e){return typeof e==`function`}function K(e){return dr(e)?e:()=>e}var fr=()=>{},pr=e=>e,mr=(e,t)=>t,hr=e=>null,gr=e=>!0,_r=(e,t)=>e==t,vr=/\.\d*?(?=9{6,}|0{6,})/gm,yr=e=>{if(J(e)||Cr.has(e))return e;let t=`${e}`,n=t.match(vr);if(n==null)return e;let r=n[0].length-1;if(t.indexOf(`e-`)!=-1){let[e,n]=t.split(`e`);return+`${yr(e)}e${n}`}return q(e,r)};function br(e,t){return yr(q(yr(e/t))*t)}function xr(e,t){return yr(er(yr(e/t))*t)}function Sr(e,t){return yr(Qn(yr(e/t))*t)}function q(e,t=0){if(J(e))return e;let n=10**t;return $n(e*n*(1+2**-52))/n}var Cr=new Map;function wr(e){return((``+e).split(`.`)[1]||``).length}function Tr(e,t,n,r){let i=[],a=r.map(wr);for(let o=t;o<n;o++){let t=Zn(o),n=q(rr(e,o),t);for(let s=0;s<r.length;s++){let c=e==10?+`${r[s]}e${o}`:r[s]*n,l=(o>=0?0:t)+(o>=a[s]?0:a[s]),u=e==10?c:q(c,l);i.push(u),Cr.set(u,l)}}return i}var Er={},Dr=[],Or=[null,null],kr=Array.isArray,J=Number.isInteger,Ar=e=>e===void 0;function jr(e){return typeof e==`string`}function Mr(e){let t=!1;if(e!=null){let n=e.constructor;t=n==null||n==Object}return t}function Nr(e){return typeof e==`object`&&!!e}var Y=Object.getPrototypeOf(Uint8Array),Pr=`__proto__`;function Fr(e,t=Mr){let n;if(kr(e)){let r=e.find(e=>e!=null);if(kr(r)||t(r)){n=Array(e.length);for(let r=0;r<e.length;r++)n[r]=Fr(e[r],t)}else n=e.slice()}else if(e instanceof Y)n=e.slice();else if(t(e)){n={};for(let r in e)r!=Pr&&(n[r]=Fr(e[r],t))}else n=e;return n}function Ir(e){let t=arguments;for(let n=1;n<t.length;n++){let r=t[n];for(let t in r)t!=Pr&&(Mr(e[t])?Ir(e[t],Fr(r[t])):e[t]=Fr(r[t]))}return e}var Lr=0,Rr=1,zr=2;function X(e,t,n){for(let r=0,i,a=-1;r<t.length;r++){let o=t[r];if(o>a){for(i=o-1;i>=0&&e[i]==null;)e[i--]=null;for(i=o+1;i<n&&e[i]==null;)e[a=i++]=null}}}function Br(e,t){if(Ur(e)){let t=e[0].slice();for(let n=1;n<e.length;n++)t.push(...e[n].slice(1));return Wr(t[0])||(t=Hr(t)),t}let n=new Set;for(let t=0;t<e.length;t++){let r=e[t][0],i=r.length;for(let e=0;e<i;e++)n.add(r[e])}let r=[Array.from(n).sort((e,t)=>e-t)],i=r[0].length,a=new Map;for(let e=0;e<i;e++)a.set(r[0][e],e);for(let n=0;n<e.length;n++){let o=e[n],s=o[0];for(let e=1;e<o.length;e++){let c=o[e],l=Array(i).fill(void 0),u=t?t[n][e]:Rr,d=[];for(let e=0;e<c.length;e++){let t=c[e],n=a.get(s[e]);t===null?u!=Lr&&(l[n]=t,u==zr&&d.push(n)):l[n]=t}X(l,d,i),r.push(l)}}return r}var Vr=typeof queueMicrotask>`u`?e=>Promise.resolve().then(e):queueMicrotask;function Hr(e){let t=e[0],n=t.length,r=Array(n);for(let e=0;e<r.length;e++)r[e]=e;r.sort((e,n)=>t[e]-t[n]);let i=[];for(let t=0;t<e.length;t++){let a=e[t],o=Array(n);for(let e=0;e<n;e++)o[e]=a[r[e]];i.push(o)}return i}function Ur(e){let t=e[0][0],n=t.length;for(let r=1;r<e.length;r++){let i=e[r][0];if(i.length!=n)return!1;if(i!=t){for(let e=0;e<n;e++)if(i[e]!=t[e])return!1}}return!0}function Wr(e,t=100){let n=e.length;if(n<=1)return!0;let r=0,i=n-1;for(;r<=i&&e[r]==null;)r++;for(;i>=r&&e[i]==null;)i--;if(i<=r)return!0;let a=nr(1,Qn((i-r+1)/t));for(let t=e[r],n=r+a;n<=i;n+=a){let r=e[n];if(r!=null){if(r<=t)return!1;t=r}}return!0}var Gr=[`January`,`February`,`March`,`April`,`May`,`June`,`July`,`August`,`September`,`October`,`November`,`December`],Kr=[`Sunday`,`Monday`,`Tuesday`,`Wednesday`,`Thursday`,`Friday`,`Saturday`];function qr(e){return e.slice(0,3)}var Jr=Kr.map(qr),Yr={MMMM:Gr,MMM:Gr.map(qr),WWWW:Kr,WWW:Jr};function Xr(e){return(e<10?`0`:``)+e}function Zr(e){return(e<10?`00`:e<100?`0`:``)+e}var Qr={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+``).slice(2),MMMM:(e,t)=>t.MMMM[e.getMonth()],MMM:(e,t)=>t.MMM[e.getMonth()],MM:e=>Xr(e.getMonth()+1),M:e=>e.getMonth()+1,DD:e=>Xr(e.getDate()),D:e=>e.getDate(),WWWW:(e,t)=>t.WWWW[e.getDay()],WWW:(e,t)=>t.WWW[e.getDay()],HH:e=>Xr(e.getHours()),H:e=>e.getHours(),h:e=>{let t=e.getHours();return t==0?12:t>12?t-12:t},AA:e=>e.getHours()>=12?`PM`:`AM`,aa:e=>e.getHours()>=12?`pm`:`am`,a:e=>e.getHours()>=12?`p`:`a`,mm:e=>Xr(e.getMinutes()),m:e=>e.getMinutes(),ss:e=>Xr(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>Zr(e.getMilliseconds())};function $r(e,t){t||=Yr;let n=[],r=/\{([a-z]+)\}|[^{]+/gi,i;for(;i=r.exec(e);)n.push(i[0][0]==`{`?Qr[i[1]]:i[0]);return e=>{let r=``;for(let i=0;i<n.length;i++)r+=typeof n[i]==`string`?n[i]:n[i](e,t);return r}}var ei=new Intl.DateTimeFormat().resolvedOptions().timeZone;function ti(e,t){let n;return t==`UTC`||t==`Etc/UTC`?n=new Date(+e+e.getTimezoneOffset()*6e4):t==ei?n=e:(n=new Date(e.toLocaleString(`en-US`,{timeZone:t})),n.setMilliseconds(e.getMilliseconds())),n}var ni=e=>e%1==0,ri=[1,2,2.5,5],ii=Tr(10,-32,0,ri),ai=Tr(10,0,32,ri),oi=ai.filter(ni),si=ii.concat(ai),ci=`
`,li=`{YYYY}`,ui=ci+li,di=`{M}/{D}`,fi=ci+di,pi=fi+`/{YY}`,mi=`{aa}`,hi=`{h}:{mm}`+mi,gi=ci+hi,_i=`:{ss}`,Z=null;function vi(e){let t=e*1e3,n=t*60,r=n*60,i=r*24,a=i*30,o=i*365,s=(e==1?Tr(10,0,3,ri).filter(ni):Tr(10,-3,0,ri)).concat([t,t*5,t*10,t*15,t*30,n,n*5,n*10,n*15,n*30,r,r*2,r*3,r*4,r*6,r*8,r*12,i,i*2,i*3,i*4,i*5,i*6,i*7,i*8,i*9,i*10,i*15,a,a*2,a*3,a*4,a*6,o,o*2,o*5,o*10,o*25,o*50,o*100]),c=[[o,li,Z,Z,Z,Z,Z,Z,1],[i*28,`{MMM}`,ui,Z,Z,Z,Z,Z,1],[i,di,ui,Z,Z,Z,Z,Z,1],[r,`{h}`+mi,pi,Z,fi,Z,Z,Z,1],[n,hi,pi,Z,fi,Z,Z,Z,1],[t,_i,pi+` `+hi,Z,fi+` `+hi,Z,gi,Z,1],[e,_i+`.{fff}`,pi+` `+hi,Z,fi+` `+hi,Z,gi,Z,1]];function l(t){return(s,c,l,u,d,f)=>{let p=[],m=d>=o,h=d>=a&&d<o,g=t(l),_=q(g*e,3),v=Oi(g.getFullYear(),m?0:g.getMonth(),h||m?1:g.getDate()),y=q(v*e,3);if(h||m){let n=h?d/a:0,r=m?d/o:0,i=_==y?_:q(Oi(v.getFullYear()+r,v.getMonth()+n,1)*e,3),s=new Date($n(i/e)),c=s.getFullYear(),l=s.getMonth();for(let a=0;i<=u;a++){let o=Oi(c+r*a,l+n*a,1),s=o-t(q(o*e,3));i=q((+o+s)*e,3),i<=u&&p.push(i)}}else{let a=d>=i?i:d,o=y+(Qn(l)-Qn(_))+xr(_-y,a);p.push(o);let m=t(o),h=m.getHours()+m.getMinutes()/n+m.getSeconds()/r,g=d/r,v=f/s.axes[c]._space;for(;o=q(o+d,e==1?0:3),!(o>u);)if(g>1){let e=Qn(q(h+g,6))%24,n=t(o).getHours()-e;n>1&&(n=-1),o-=n*r,h=(h+g)%24;let i=p[p.length-1];q((o-i)/d,3)*v>=.7&&p.push(o)}else p.push(o)}return p}}return[s,c,l]}var[yi,bi,xi]=vi(1),[Si,Ci,wi]=vi(.001);Tr(2,-53,53,[1]);function Ti(e,t){return e.map(e=>e.map((n,r)=>r==0||r==8||n==null?n:t(r==1||e[8]==0?n:e[1]+n)))}function Ei(e,t){return(n,r,i,a,o)=>{let s=t.find(e=>o>=e[0])||t[t.length-1],c,l,u,d,f,p;return r.map(t=>{let n=e(t),r=n.getFullYear(),i=n.getMonth(),a=n.getDate(),o=n.getHours(),m=n.getMinutes(),h=n.getSeconds(),g=r!=c&&s[2]||i!=l&&s[3]||a!=u&&s[4]||o!=d&&s[5]||m!=f&&s[6]||h!=p&&s[7]||s[1];return c=r,l=i,u=a,d=o,f=m,p=h,g(n)})}}function Di(e,t){let n=$r(t);return(t,r,i,a,o)=>r.map(t=>n(e(t)))}function Oi(e,t,n){return new Date(e,t,n)}function ki(e,t){return t(e)}var Ai=`{YYYY}-{MM}-{DD} {h}:{mm}{aa}`;function ji(e,t){return(n,r,i,a)=>a==null?un:t(e(r))}function Mi(e,t){let n=e.series[t];return n.width?n.stroke(e,t):n.points.width?n.points.stroke(e,t):null}function Ni(e,t){return e.series[t].fill(e,t)}var Pi={show:!0,live:!0,isolate:!1,mount:fr,markers:{show:!0,width:2,stroke:Mi,fill:Ni,dash:`solid`},idx:null,idxs:null,values:[]};function Fi(e,t){let n=e.cursor.points,r=bn(),i=n.size(e,t);U(r,Gt,i),U(r,Kt,i);let a=i/-2;U(r,`marginLeft`,a),U(r,`marginTop`,a);let o=n.width(e,t,i);return o&&U(r,`borderWidth`,o),r}function Ii(e,t){let n=e.series[t].points;return n._fill||n._stroke}function Li(e,t){let n=e.series[t].points;return n._stroke||n._fill}function Ri(e,t){return e.series[t].points.size}var zi=[0,0];function Bi(e,t,n){return zi[0]=t,zi[1]=n,zi}function Vi(e,t,n,r=!0){return e=>{e.button!=0||r&&e.target!=t||n(e)}}function Hi(e,t,n,r=!0){return e=>{r&&e.target!=t||n(e)}}var Ui={show:!0,x:!0,y:!0,lock:!1,move:Bi,points:{one:!1,show:Fi,size:Ri,width:0,stroke:Li,fill:Ii},bind:{mousedown:Vi,mouseup:Vi,click:Vi,dblclick:Vi,mousemove:Hi,mouseleave:Hi,mouseenter:Hi},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(e,t,n,r,i)=>r-i,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Wi={show:!0,stroke:`rgba(0,0,0,0.07)`,width:2},Gi=Ir({},Wi,{filter:mr}),Ki=Ir({},Gi,{size:10}),qi=Ir({},Wi,{show:!1}),Ji=`12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"`,Yi=`bold `+Ji,Xi=1.5,Zi={show:!0,scale:`x`,stroke:Zt,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Yi,side:2,grid:Gi,ticks:Ki,border:qi,font:Ji,lineGap:Xi,rotate:0},Qi=`Value`,$i=`Time`,ea={show:!0,scale:`x`,auto:!1,sorted:1,min:G,max:-1/0,idxs:[]};function ta(e,t,n,r,i){return t.map(e=>e==null?``:Jn(e))}function na(e,t,n,r,i,a,o){let s=[],c=Cr.get(i)||0;n=o?n:q(xr(n,i),c);for(let e=n;e<=r;e=q(e+i,c))s.push(Object.is(e,-0)?0:e);return s}function ra(e,t,n,r,i,a,o){let s=[],c=e.scales[e.axes[t].scale].log;i=rr(c,Qn((c==10?ar:or)(n))),c==10&&(i=si[jn(i,si)]);let l=n,u=i*c;c==10&&(u=si[jn(u,si)]);do s.push(l),l+=i,c==10&&!Cr.has(l)&&(l=q(l,Cr.get(i))),l>=u&&(i=l,u=i*c,c==10&&(u=si[jn(u,si)]));while(l<=r);return s}function ia(e,t,n,r,i,a,o){let s=e.scales[e.axes[t].scale].asinh,c=r>s?ra(e,t,nr(s,n),r,i):[s],l=r>=0&&n<=0?[0]:[];return(n<-s?ra(e,t,nr(s,-r),-n,i):[s]).reverse().map(e=>-e).concat(l,c)}var aa=/./,oa=/[12357]/,sa=/[125]/,ca=/1/,la=(e,t,n,r)=>e.map((e,i)=>t==4&&e==0||i%r==0&&n.test(e.toExponential()[+(e<0)])?e:null);function ua(e,t,n,r,i){let a=e.axes[n],o=a.scale,s=e.scales[o],c=e.valToPos,l=a._space,u=c(10,o),d=c(9,o)-u>=l?aa:c(7,o)-u>=l?oa:c(5,o)-u>=l?sa:ca;if(d==ca){let e=Zn(c(1,o)-u);if(e<l)return la(t.slice().reverse(),s.distr,d,er(l/e)).reverse()}return la(t,s.distr,d,1)}function da(e,t,n,r,i){let a=e.axes[n],o=a.scale,s=a._space,c=e.valToPos,l=Zn(c(1,o)-c(2,o));return l<s?la(t.slice().reverse(),3,aa,er(s/l)).reverse():t}function fa(e,t,n,r){return r==null?un:t==null?``:Jn(t)}var pa={show:!0,scale:`y`,stroke:Zt,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Yi,side:3,grid:Gi,ticks:Ki,border:qi,font:Ji,lineGap:Xi,rotate:0};function ma(e,t){return q((3+(e||1)*2)*t,3)}function ha(e,t){let{scale:n,idxs:r}=e.series[0],i=e._data[0],a=e.valToPos(i[r[0]],n,!0),o=Zn(e.valToPos(i[r[1]],n,!0)-a)/(e.series[t].points.space*H);return r[1]-r[0]<=o}var ga={scale:null,auto:!0,sorted:0,min:G,max:-1/0},_a=(e,t,n,r,i)=>i,va={show:!0,auto:!0,sorted:0,gaps:_a,alpha:1,facets:[Ir({},ga,{scale:`x`}),Ir({},ga,{scale:`y`})]},ya={scale:`y`,auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:_a,alpha:1,points:{show:ha,filter:null},values:null,min:G,max:-1/0,idxs:[],path:null,clip:null};function ba(e,t,n,r,i){return n/10}var xa={time:wt,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},Sa=Ir({},xa,{time:!1,ori:1}),Ca={};function wa(e,t){let n=Ca[e];return n||(n={key:e,plots:[],sub(e){n.plots.push(e)},unsub(e){n.plots=n.plots.filter(t=>t!=e)},pub(e,t,r,i,a,o,s){for(let c=0;c<n.plots.length;c++)n.plots[c]!=t&&n.plots[c].pub(e,t,r,i,a,o,s)}},e!=null&&(Ca[e]=n)),n}var Ta=1,Ea=2;function Da(e,t,n){let r=e.mode,i=e.series[t],a=r==2?e._data[t]:e._data,o=e.scales,s=e.bbox,c=a[0],l=r==2?a[1]:a[t],u=r==2?o[i.facets[0].scale]:o[e.series[0].scale],d=r==2?o[i.facets[1].scale]:o[i.scale],f=s.left,p=s.top,m=s.width,h=s.height,g=e.valToPosH,_=e.valToPosV;return u.ori==0?n(i,c,l,u,d,g,_,f,p,m,h,Ia,Ra,Ba,Ha,Wa):n(i,c,l,u,d,_,g,p,f,h,m,La,za,Va,Ua,Ga)}function Oa(e,t){let n=0,r=0,i=W(e.bands,Dr);for(let e=0;e<i.length;e++){let a=i[e];a.series[0]==t?n=a.dir:a.series[1]==t&&(a.dir==1?r|=1:r|=2)}return[n,r==1?-1:r==2?1:r==3?2:0]}function ka(e,t,n,r,i){let a=e.mode,o=e.series[t],s=a==2?o.facets[1].scale:o.scale,c=e.scales[s];return i==-1?c.min:i==1?c.max:c.distr==3?c.dir==1?c.min:c.max:0}function Aa(e,t,n,r,i,a){return Da(e,t,(e,t,o,s,c,l,u,d,f,p,m)=>{let h=e.pxRound,g=s.dir*(s.ori==0?1:-1),_=s.ori==0?Ra:za,v,y;g==1?(v=n,y=r):(v=r,y=n);let b=h(l(t[v],s,p,d)),x=h(u(o[v],c,m,f)),S=h(l(t[y],s,p,d)),C=h(u(a==1?c.max:c.min,c,m,f)),w=new Path2D(i);return _(w,S,C),_(w,b,C),_(w,b,x),w})}function ja(e,t,n,r,i,a){let o=null;if(e.length>0){o=new Path2D;let s=t==0?Ba:Va,c=n;for(let t=0;t<e.length;t++){let n=e[t];if(n[1]>n[0]){let e=n[0]-c;e>0&&s(o,c,r,e,r+a),c=n[1]}}let l=n+i-c;l>0&&s(o,c,r-5,l,r+a+10)}return o}function Ma(e,t,n){let r=e[e.length-1];r&&r[0]==t?r[1]=n:e.push([t,n])}function Na(e,t,n,r,i,a,o){let s=[],c=e.length;for(let l=i==1?n:r;l>=n&&l<=r;l+=i)if(t[l]===null){let u=l,d=l;if(i==1)for(;++l<=r&&t[l]===null;)d=l;else for(;--l>=n&&t[l]===null;)d=l;let f=a(e[u]),p=d==u?f:a(e[d]),m=u-i;f=o<=0&&m>=0&&m<c?a(e[m]):f;let h=d+i;p=o>=0&&h>=0&&h<c?a(e[h]):p,p>=f&&s.push([f,p])}return s}function Pa(e){return e==0?pr:e==1?$n:t=>br(t,e)}function Fa(e){let t=e==0?Ia:La,n=e==0?(e,t,n,r,i,a)=>{e.arcTo(t,n,r,i,a)}:(e,t,n,r,i,a)=>{e.arcTo(n,t,i,r,a)},r=e==0?(e,t,n,r,i)=>{e.rect(t,n,r,i)}:(e,t,n,r,i)=>{e.rect(n,t,i,r)};return(e,i,a,o,s,c=0,l=0)=>{c==0&&l==0?r(e,i,a,o,s):(c=tr(c,o/2,s/2),l=tr(l,o/2,s/2),t(e,i+c,a),n(e,i+o,a,i+o,a+s,c),n(e,i+o,a+s,i,a+s,l),n(e,i,a+s,i,a,l),n(e,i,a,i+o,a,c),e.closePath())}}var Ia=(e,t,n)=>{e.moveTo(t,n)},La=(e,t,n)=>{e.moveTo(n,t)},Ra=(e,t,n)=>{e.lineTo(t,n)},za=(e,t,n)=>{e.lineTo(n,t)},Ba=Fa(0),Va=Fa(1),Ha=(e,t,n,r,i,a)=>{e.arc(t,n,r,i,a)},Ua=(e,t,n,r,i,a)=>{e.arc(n,t,r,i,a)},Wa=(e,t,n,r,i,a,o)=>{e.bezierCurveTo(t,n,r,i,a,o)},Ga=(e,t,n,r,i,a,o)=>{e.bezierCurveTo(n,t,i,r,o,a)};function Ka(e){return(e,t,n,r,i)=>Da(e,t,(t,a,o,s,c,l,u,d,f,p,m)=>{let{pxRound:h,points:g}=t,_,v;s.ori==0?(_=Ia,v=Ha):(_=La,v=Ua);let y=q(g.width*H,3),b=(g.size-g.width)/2*H,x=q(b*2,3),S=new Path2D,C=new Path2D,{left:w,top:T,width:E,height:D}=e.bbox;Ba(C,w-x,T-x,E+x*2,D+x*2);let O=e=>{if(o[e]!=null){let t=h(l(a[e],s,p,d)),n=h(u(o[e],c,m,f));_(S,t+b,n),v(S,t,n,b,0,Xn*2)}};if(i)i.forEach(O);else for(let e=n;e<=r;e++)O(e);return{stroke:y>0?S:null,fill:S,clip:C,flags:3}})}function qa(e){return(t,n,r,i,a,o)=>{r!=i&&(a!=r&&o!=r&&e(t,n,r),a!=i&&o!=i&&e(t,n,i),e(t,n,o))}}var Ja=qa(Ra),Ya=qa(za);function Xa(e){let t=W(e?.alignGaps,0);return(e,n,r,i)=>Da(e,n,(a,o,s,c,l,u,d,f,p,m,h)=>{[r,i]=Fn(s,r,i);let g=a.pxRound,_=e=>g(u(e,c,m,f)),v=e=>g(d(e,l,h,p)),y,b;c.ori==0?(y=Ra,b=Ja):(y=za,b=Ya);let x=c.dir*(c.ori==0?1:-1),S={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Ta},C=S.stroke,w=!1;if(i-r>=m*4){let t=t=>e.posToVal(t,c.key,!0),n=null,a=null,l,u,d,f=_(o[x==1?r:i]),p=_(o[r]),m=_(o[i]),h=t(x==1?p+1:m-1);for(let e=x==1?r:i;e>=r&&e<=i;e+=x){let r=o[e],i=(x==1?r<h:r>h)?f:_(r),c=s[e];i==f?c==null?c===null&&(w=!0):(u=c,n==null?(y(C,i,v(u)),l=n=a=u):u<n?n=u:u>a&&(a=u)):(n!=null&&b(C,f,v(n),v(a),v(l),v(u)),c==null?(n=a=null,c===null&&(w=!0)):(u=c,y(C,i,v(u)),n=a=l=u),f=i,h=t(f+x))}n!=null&&n!=a&&d!=f&&b(C,f,v(n),v(a),v(l),v(u))}else for(let e=x==1?r:i;e>=r&&e<=i;e+=x){let t=s[e];t===null?w=!0:t!=null&&y(C,_(o[e]),v(t))}let[T,E]=Oa(e,n);if(a.fill!=null||T!=0){let t=S.fill=new Path2D(C),s=v(a.fillTo(e,n,a.min,a.max,T)),c=_(o[r]),l=_(o[i]);x==-1&&([l,c]=[c,l]),y(t,l,s),y(t,c,s)}if(!a.spanGaps){let l=[];w&&l.push(...Na(o,s,r,i,x,_,t)),S.gaps=l=a.gaps(e,n,r,i,l),S.clip=ja(l,c.ori,f,p,m,h)}return E!=0&&(S.band=E==2?[Aa(e,n,r,i,C,-1),Aa(e,n,r,i,C,1)]:Aa(e,n,r,i,C,E)),S})}function Za(e){let t=W(e.align,1),n=W(e.ascDesc,!1),r=W(e.alignGaps,0),i=W(e.extend,!1);return(e,a,o,s)=>Da(e,a,(c,l,u,d,f,p,m,h,g,_,v)=>{[o,s]=Fn(u,o,s);let y=c.pxRound,{left:b,width:x}=e.bbox,S=e=>y(p(e,d,_,h)),C=e=>y(m(e,f,v,g)),w=d.ori==0?Ra:za,T={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Ta},E=T.stroke,D=d.dir*(d.ori==0?1:-1),O=C(u[D==1?o:s]),ee=S(l[D==1?o:s]),te=ee,k=ee;i&&t==-1&&(k=b,w(E,k,O)),w(E,ee,O);for(let e=D==1?o:s;e>=o&&e<=s;e+=D){let n=u[e];if(n==null)continue;let r=S(l[e]),i=C(n);t==1?w(E,r,O):w(E,te,i),w(E,r,i),O=i,te=r}let A=te;i&&t==1&&(A=b+x,w(E,A,O));let[j,ne]=Oa(e,a);if(c.fill!=null||j!=0){let t=T.fill=new Path2D(E),n=C(c.fillTo(e,a,c.min,c.max,j));w(t,A,n),w(t,k,n)}if(!c.spanGaps){let i=[];i.push(...Na(l,u,o,s,D,S,r));let f=c.width*H/2,p=n||t==1?f:-f,m=n||t==-1?-f:f;i.forEach(e=>{e[0]+=p,e[1]+=m}),T.gaps=i=c.gaps(e,a,o,s,i),T.clip=ja(i,d.ori,h,g,_,v)}return ne!=0&&(T.band=ne==2?[Aa(e,a,o,s,E,-1),Aa(e,a,o,s,E,1)]:Aa(e,a,o,s,E,ne)),T})}function Qa(e,t,n,r,i,a,o=G){if(e.length>1){let s=null;for(let c=0,l=1/0;c<e.length;c++)if(t[c]!==void 0){if(s!=null){let t=Zn(e[c]-e[s]);t<l&&(l=t,o=Zn(n(e[c],r,i,a)-n(e[s],r,i,a)))}s=c}}return o}function $a(e){e||=Er;let t=W(e.size,[.6,G,1]),n=e.align||0,r=e.gap||0,i=e.radius;i=i==null?[0,0]:typeof i==`number`?[i,0]:i;let a=K(i),o=1-t[0],s=W(t[1],G),c=W(t[2],1),l=W(e.disp,Er),u=W(e.each,e=>{}),{fill:d,stroke:f}=l;return(e,t,i,p)=>Da(e,t,(m,h,g,_,v,y,b,x,S,C,w)=>{let T=m.pxRound,E=n,D=r*H,O=s*H,ee=c*H,te,k;_.ori==0?[te,k]=a(e,t):[k,te]=a(e,t);let A=_.dir*(_.ori==0?1:-1),j=_.ori==0?Ba:Va,ne=_.ori==0?u:(e,t,n,r,i,a,o)=>{u(e,t,n,i,r,o,a)},re=W(e.bands,Dr).find(e=>e.series[0]==t),ie=re==null?0:re.dir,M=m.fillTo(e,t,m.min,m.max,ie),N=T(b(M,v,w,S)),P,F,ae,I=C,L=T(m.width*H),oe=!1,se=null,ce=null,le=null,R=null;d!=null&&(L==0||f!=null)&&(oe=!0,se=d.values(e,t,i,p),ce=new Map,new Set(se).forEach(e=>{e!=null&&ce.set(e,new Path2D)}),L>0&&(le=f.values(e,t,i,p),R=new Map,new Set(le).forEach(e=>{e!=null&&R.set(e,new Path2D)})));let{x0:ue,size:de}=l;if(ue!=null&&de!=null){E=1,h=ue.values(e,t,i,p),ue.unit==2&&(h=h.map(t=>e.posToVal(x+t*C,_.key,!0)));let n=de.values(e,t,i,p);F=de.unit==2?n[0]*C:y(n[0],_,C,x)-y(0,_,C,x),I=Qa(h,g,y,_,C,x,I),ae=I-F+D}else I=Qa(h,g,y,_,C,x,I),ae=I*o+D,F=I-ae;ae<1&&(ae=0),L>=F/2&&(L=0),ae<5&&(T=pr);let fe=ae>0,pe=I-ae-(fe?L:0);F=T(ur(pe,ee,O)),P=(E==0?F/2:E==A?0:F)-E*A*((E==0?D/2:0)+(fe?L/2:0));let me={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},he=oe?null:new Path2D,ge=null;if(re!=null)ge=e.data[re.series[1]];else{let{y0:n,y1:r}=l;n!=null&&r!=null&&(g=r.values(e,t,i,p),ge=n.values(e,t,i,p))}let _e=te*F,ve=k*F;for(let n=A==1?i:p;n>=i&&n<=p;n+=A){let r=g[n];if(r==null)continue;if(ge!=null){let e=ge[n]??0;if(r-e==0)continue;N=b(e,v,w,S)}let i=y(_.distr!=2||l!=null?h[n]:n,_,C,x),a=b(W(r,M),v,w,S),o=T(i-P),s=T(nr(a,N)),c=T(tr(a,N)),u=s-c;if(r!=null){let i=r<0?ve:_e,a=r<0?_e:ve;oe?(L>0&&le[n]!=null&&j(R.get(le[n]),o,c+Qn(L/2),F,nr(0,u-L),i,a),se[n]!=null&&j(ce.get(se[n]),o,c+Qn(L/2),F,nr(0,u-L),i,a)):j(he,o,c+Qn(L/2),F,nr(0,u-L),i,a),ne(e,t,n,o-L/2,c,F+L,u)}}return L>0?me.stroke=oe?R:he:oe||(me._fill=m.width==0?m._fill:m._stroke??m._fill,me.width=0),me.fill=oe?ce:he,me})}function eo(e,t){let n=W(t?.alignGaps,0);return(t,r,i,a)=>Da(t,r,(o,s,c,l,u,d,f,p,m,h,g)=>{[i,a]=Fn(c,i,a);let _=o.pxRound,v=e=>_(d(e,l,h,p)),y=e=>_(f(e,u,g,m)),b,x,S;l.ori==0?(b=Ia,S=Ra,x=Wa):(b=La,S=za,x=Ga);let C=l.dir*(l.ori==0?1:-1),w=v(s[C==1?i:a]),T=w,E=[],D=[];for(let e=C==1?i:a;e>=i&&e<=a;e+=C)if(c[e]!=null){let t=s[e],n=v(t);E.push(T=n),D.push(y(c[e]))}let O={stroke:e(E,D,b,S,x,_),fill:null,clip:null,band:null,gaps:null,flags:Ta},ee=O.stroke,[te,k]=Oa(t,r);if(o.fill!=null||te!=0){let e=O.fill=new Path2D(ee),n=y(o.fillTo(t,r,o.min,o.max,te));S(e,T,n),S(e,w,n)}if(!o.spanGaps){let e=[];e.push(...Na(s,c,i,a,C,v,n)),O.gaps=e=o.gaps(t,r,i,a,e),O.clip=ja(e,l.ori,p,m,h,g)}return k!=0&&(O.band=k==2?[Aa(t,r,i,a,ee,-1),Aa(t,r,i,a,ee,1)]:Aa(t,r,i,a,ee,k)),O})}function to(e){return eo(no,e)}function no(e,t,n,r,i,a){let o=e.length;if(o<2)return null;let s=new Path2D;if(n(s,e[0],t[0]),o==2)r(s,e[1],t[1]);else{let n=Array(o),r=Array(o-1),a=Array(o-1),c=Array(o-1);for(let n=0;n<o-1;n++)a[n]=t[n+1]-t[n],c[n]=e[n+1]-e[n],r[n]=a[n]/c[n];n[0]=r[0];for(let e=1;e<o-1;e++)r[e]===0||r[e-1]===0||r[e-1]>0!=r[e]>0?n[e]=0:(n[e]=3*(c[e-1]+c[e])/((2*c[e]+c[e-1])/r[e-1]+(c[e]+2*c[e-1])/r[e]),isFinite(n[e])||(n[e]=0));n[o-1]=r[o-2];for(let r=0;r<o-1;r++)i(s,e[r]+c[r]/3,t[r]+n[r]*c[r]/3,e[r+1]-c[r]/3,t[r+1]-n[r+1]*c[r]/3,e[r+1],t[r+1])}return s}var ro=new Set;function io(){for(let e of ro)e.syncRect(!0)}dn&&(kn(on,pn,io),kn(sn,pn,io,!0),kn(ln,pn,()=>{Q.pxRatio=H}));var ao=Xa(),oo=Ka();function so(e,t,n,r){return(r?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((e,r)=>lo(e,r,t,n))}function co(e,t){return e.map((e,n)=>n==0?{}:Ir({},t,e))}function lo(e,t,n,r){return Ir({},t==0?n:r,e)}function uo(e,t,n){return t==null?Or:[t,n]}var fo=uo;function po(e,t,n){return t==null?Or:Wn(t,n,Bn,!0)}function mo(e,t,n,r){return t==null?Or:Rn(t,n,e.scales[r].log,!1)}var ho=mo;function go(e,t,n,r){return t==null?Or:zn(t,n,e.scales[r].log,!1)}var _o=go;function vo(e,t,n,r,i){let a=nr(lr(e),lr(t)),o=t-e,s=jn(i/r*o,n);do{let e=n[s],t=r*e/o;if(t>=i&&a+(e<5?Cr.get(e):0)<=17)return[e,t]}while(++s<n.length);return[0,0]}function yo(e){let t,n;return e=e.replace(/(\d+)px/,(e,r)=>(t=$n((n=+r)*H))+`px`),[e,t,n]}function bo(e){e.show&&[e.font,e.labelFont].forEach(e=>{let t=q(e[2]*H,1);e[0]=e[0].replace(/[0-9.]+px/,t+`px`),e[1]=t})}function Q(e,t,n){let r={mode:W(e.mode,1)},i=r.mode;function a(e,t,n,r){let i=t.valToPct(e);return r+n*(t.dir==-1?1-i:i)}function o(e,t,n,r){let i=t.valToPct(e);return r+n*(t.dir==-1?i:1-i)}function s(e,t,n,r){return t.ori==0?a(e,t,n,r):o(e,t,n,r)}r.valToPosH=a,r.valToPosV=o;let c=!1;r.status=0;let l=r.root=bn(Tt);if(e.id!=null&&(l.id=e.id),_n(l,e.class),e.title){let t=bn(Ot,l);t.textContent=e.title}let u=yn(`canvas`),d=r.ctx=u.getContext(`2d`),f=bn(kt,l);kn(`click`,f,e=>{e.target===m&&(J!=yr||Y!=xr)&&Lr.click(r,e)},!0);let p=r.under=bn(At,f);f.appendChild(u);let m=r.over=bn(jt,f);e=Fr(e);let h=+W(e.pxAlign,1),g=Pa(h);(e.plugins||[]).forEach(t=>{t.opts&&(e=t.opts(r,e)||e)});let _=e.ms||.001,v=r.series=i==1?so(e.series||[],ea,ya,!1):co(e.series||[null],va),y=r.axes=so(e.axes||[],Zi,pa,!0),b=r.scales={},x=r.bands=e.bands||[];x.forEach(e=>{e.fill=K(e.fill||null),e.dir=W(e.dir,-1)});let S=i==2?v[1].facets[0].scale:v[0].scale,C={axes:Pn,series:dn},w=(e.drawOrder||[`axes`,`series`]).map(e=>C[e]);function T(e){let t=e.distr==3?t=>ar(t>0?t:e.clamp(r,t,e.min,e.max,e.key)):e.distr==4?t=>cr(t,e.asinh):e.distr==100?t=>e.fwd(t):e=>e;return n=>{let r=t(n),{_min:i,_max:a}=e,o=a-i;return(r-i)/o}}function E(t){let n=b[t];if(n==null){let r=(e.scales||Er)[t]||Er;if(r.from!=null){E(r.from);let e=Ir({},b[r.from],r,{key:t});e.valToPct=T(e),b[t]=e}else{n=b[t]=Ir({},t==S?xa:Sa,r),n.key=t;let e=n.time,a=n.range,o=kr(a);if((t!=S||i==2&&!e)&&(o&&(a[0]==null||a[1]==null)&&(a={min:a[0]==null?Vn:{mode:1,hard:a[0],soft:a[0]},max:a[1]==null?Vn:{mode:1,hard:a[1],soft:a[1]}},o=!1),!o&&Mr(a))){let e=a;a=(t,n,r)=>n==null?Or:Wn(n,r,e)}n.range=K(a||(e?fo:t==S?n.distr==3?ho:n.distr==4?_o:uo:n.distr==3?mo:n.distr==4?go:po)),n.auto=K(!o&&n.auto),n.clamp=K(n.clamp||ba),n._min=n._max=null,n.valToPct=T(n)}}}E(`x`),E(`y`),i==1&&v.forEach(e=>{E(e.scale)}),y.forEach(e=>{E(e.scale)});for(let t in e.scales)E(t);let D=b[S],O=D.distr,ee,te;D.ori==0?(_n(l,Et),ee=a,te=o):(_n(l,Dt),ee=o,te=a);let k={};for(let e in b){let t=b[e];(t.min!=null||t.max!=null)&&(k[e]={min:t.min,max:t.max},t.min=t.max=null)}let A=e.tzDate||(e=>new Date($n(e/_))),j=e.fmtDate||$r,ne=_==1?xi(A):wi(A),re=Ei(A,Ti(_==1?bi:Ci,j)),ie=ji(A,ki(Ai,j)),M=[],N=r.legend=Ir({},Pi,e.legend),P=r.cursor=Ir({},Ui,{drag:{y:i==2}},e.cursor),F=N.show,ae=P.show,I=N.markers;N.idxs=M,I.width=K(I.width),I.dash=K(I.dash),I.stroke=K(I.stroke),I.fill=K(I.fill);let L,oe,se,ce=[],le=[],R,ue=!1,de={};if(N.live){let e=v[1]?v[1].values:null;ue=e!=null,R=ue?e(r,1,0):{_:0};for(let e in R)de[e]=un}if(F){if(L=yn(`table`,Rt,l),se=yn(`tbody`,null,L),N.mount(r,L),ue){oe=yn(`thead`,null,L,se);let e=yn(`tr`,null,oe);for(var fe in yn(`th`,null,e),R)yn(`th`,Ut,e).textContent=fe}else _n(L,Bt),N.live&&_n(L,zt)}let pe={show:!0},me={show:!1};function he(e,t){if(t==0&&(ue||!N.live||i==2))return Or;let n=[],a=yn(`tr`,Vt,se,se.childNodes[t]);_n(a,e.class),e.show||_n(a,Nt);let o=yn(`th`,null,a);if(I.show){let e=bn(Ht,o);if(t>0){let n=I.width(r,t);n&&(e.style.border=n+`px `+I.dash(r,t)+` `+I.stroke(r,t)),e.style.background=I.fill(r,t)}}let s=bn(Ut,o);for(var c in e.label instanceof HTMLElement?s.appendChild(e.label):s.textContent=e.label,t>0&&(I.show||(s.style.color=e.width>0?I.stroke(r,t):I.fill(r,t)),_e(`click`,o,t=>{if(P._lock)return;Ue(t);let n=v.indexOf(e);if((t.ctrlKey||t.metaKey)!=N.isolate){let e=v.some((e,t)=>t>0&&t!=n&&e.show);v.forEach((t,r)=>{r>0&&Gr(r,e?r==n?pe:me:pe,!0,Ki.setSeries)})}else Gr(n,{show:!e.show},!0,Ki.setSeries)},!1),Ke&&_e(nn,o,t=>{P._lock||(Ue(t),Gr(v.indexOf(e),ei,!0,Ki.setSeries))},!1)),R){let e=yn(`td`,Wt,a);e.textContent=`--`,n.push(e)}return[a,n]}let ge=new Map;function _e(e,t,n,i=!0){let a=ge.get(t)||{},o=P.bind[e](r,t,n,i);o&&(kn(e,t,a[e]=o),ge.set(t,a))}function ve(e,t,n){let r=ge.get(t)||{};for(let n in r)(e==null||n==e)&&(An(n,t,r[n]),delete r[n]);e??ge.delete(t)}let ye=0,be=0,z=0,B=0,xe=0,Se=0,Ce=xe,we=Se,Te=z,Ee=B,De=0,Oe=0,ke=0,Ae=0;r.bbox={};let je=!1,Me=!1,Ne=!1,Pe=!1,Fe=!1,Ie=!1;function Le(e,t,n){(n||e!=r.width||t!=r.height)&&Re(e,t),Fn(!1),Ne=!0,Me=!0,qn()}function Re(e,t){r.width=ye=z=e,r.height=be=B=t,xe=Se=0,Ve(),He();let n=r.bbox;De=n.left=br(xe*H,.5),Oe=n.top=br(Se*H,.5),ke=n.width=br(z*H,.5),Ae=n.height=br(B*H,.5)}function ze(){let e=!1,t=0;for(;!e;){t++;let n=Mn(t),i=Nn(t);e=t==3||n&&i,e||(Re(r.width,r.height),Me=!0)}}function Be({width:e,height:t}){Le(e,t)}r.setSize=Be;function Ve(){let e=!1,t=!1,n=!1,r=!1;y.forEach((i,a)=>{if(i.show&&i._show){let{side:a,_size:o}=i,s=a%2,c=o+(i.label==null?0:i.labelSize);c>0&&(s?(z-=c,a==3?(xe+=c,r=!0):n=!0):(B-=c,a==0?(Se+=c,e=!0):t=!0))}}),tt[0]=e,tt[1]=n,tt[2]=t,tt[3]=r,z-=at[1]+at[3],xe+=at[3],B-=at[2]+at[0],Se+=at[0]}function He(){let e=xe+z,t=Se+B,n=xe,r=Se;function i(i,a){switch(i){case 1:return e+=a,e-a;case 2:return t+=a,t-a;case 3:return n-=a,n+a;case 0:return r-=a,r+a}}y.forEach((e,t)=>{if(e.show&&e._show){let t=e.side;e._pos=i(t,e._size),e.label!=null&&(e._lpos=i(t,e.labelSize))}})}if(P.dataIdx==null){let e=P.hover,n=e.skip=new Set(e.skip??[]);n.add(void 0);let r=e.prox=K(e.prox),i=e.bias??=0;P.dataIdx=(e,a,o,s)=>{if(a==0)return o;let c=o,l=r(e,a,o,s)??G,u=l>=0&&l<G,d=D.ori==0?z:B,f=P.left,p=t[0],m=t[a];if(n.has(m[o])){c=null;let e=null,t=null,r;if(i==0||i==-1)for(r=o;e==null&&r-->0;)n.has(m[r])||(e=r);if(i==0||i==1)for(r=o;t==null&&r++<m.length;)n.has(m[r])||(t=r);if(e!=null||t!=null){if(u){let n=e==null?-1/0:ee(p[e],D,d,0),r=t==null?1/0:ee(p[t],D,d,0),i=f-n,a=r-f;i<=a?i<=l&&(c=e):a<=l&&(c=t)}else c=t==null?e:e==null?t:o-e<=t-o?e:t}}else u&&Zn(f-ee(p[o],D,d,0))>l&&(c=null);return c}}let Ue=e=>{P.event=e};P.idxs=M,P._lock=!1;let We=P.points;We.show=K(We.show),We.size=K(We.size),We.stroke=K(We.stroke),We.width=K(We.width),We.fill=K(We.fill);let Ge=r.focus=Ir({},e.focus||{alpha:.3},P.focus),Ke=Ge.prox>=0,qe=Ke&&We.one,Je=[],Ye=[],Xe=[];function Ze(e,t){let n=We.show(r,t);if(n instanceof HTMLElement)return _n(n,Lt),_n(n,e.class),Sn(n,-10,-10,z,B),m.insertBefore(n,Je[t]),n}function Qe(e,t){if(i==1||t>0){let t=i==1&&b[e.scale].time,n=e.value;e.value=t?jr(n)?ji(A,ki(n,j)):n||ie:n||fa,e.label=e.label||(t?$i:Qi)}if(qe||t>0){e.width=e.width==null?1:e.width,e.paths=e.paths||ao||hr,e.fillTo=K(e.fillTo||ka),e.pxAlign=+W(e.pxAlign,h),e.pxRound=Pa(e.pxAlign),e.stroke=K(e.stroke||null),e.fill=K(e.fill||null),e._stroke=e._fill=e._paths=e._focus=null;let t=ma(nr(1,e.width),1),n=e.points=Ir({},{size:t,width:nr(1,t*.2),stroke:e.stroke,space:t*2,paths:oo,_stroke:null,_fill:null},e.points);n.show=K(n.show),n.filter=K(n.filter),n.fill=K(n.fill),n.stroke=K(n.stroke),n.paths=K(n.paths),n.pxAlign=e.pxAlign}if(F){let n=he(e,t);ce.splice(t,0,n[0]),le.splice(t,0,n[1]),N.values.push(null)}if(ae){M.splice(t,0,null);let n=null;qe?t==0&&(n=Ze(e,t)):t>0&&(n=Ze(e,t)),Je.splice(t,0,n),Ye.splice(t,0,0),Xe.splice(t,0,0)}Wi(`addSeries`,t)}function $e(e,t){t??=v.length,e=i==1?lo(e,t,ea,ya):lo(e,t,{},va),v.splice(t,0,e),Qe(v[t],t)}r.addSeries=$e;function et(e){if(v.splice(e,1),F){N.values.splice(e,1),le.splice(e,1);let t=ce.splice(e,1)[0];ve(null,t.firstChild),t.remove()}ae&&(M.splice(e,1),Je.splice(e,1)[0].remove(),Ye.splice(e,1),Xe.splice(e,1)),Wi(`delSeries`,e)}r.delSeries=et;let tt=[!1,!1,!1,!1];function nt(e,t){if(e._show=e.show,e.show){let n=e.side%2,i=b[e.scale];i??=(e.scale=n?v[1].scale:S,b[e.scale]);let a=i.time;e.size=K(e.size),e.space=K(e.space),e.rotate=K(e.rotate),kr(e.incrs)&&e.incrs.forEach(e=>{!Cr.has(e)&&Cr.set(e,wr(e))}),e.incrs=K(e.incrs||(i.distr==2?oi:a?_==1?yi:Si:si)),e.splits=K(e.splits||(a&&i.distr==1?ne:i.distr==3?ra:i.distr==4?ia:na)),e.stroke=K(e.stroke),e.grid.stroke=K(e.grid.stroke),e.ticks.stroke=K(e.ticks.stroke),e.border.stroke=K(e.border.stroke);let o=e.values;e.values=kr(o)&&!kr(o[0])?K(o):a?kr(o)?Ei(A,Ti(o,j)):jr(o)?Di(A,o):o||re:o||ta,e.filter=K(e.filter||(i.distr>=3&&i.log==10?ua:i.distr==3&&i.log==2?da:mr)),e.font=yo(e.font),e.labelFont=yo(e.labelFont),e._size=e.size(r,null,t,0),e._space=e._rotate=e._incrs=e._found=e._splits=e._values=null,e._size>0&&(tt[t]=!0,e._el=bn(Mt,f))}}function rt(e,t,n,r){let[i,a,o,s]=n,c=t%2,l=0;return c==0&&(s||a)&&(l=t==0&&!i||t==2&&!o?$n(Zi.size/3):0),c==1&&(i||o)&&(l=t==1&&!a||t==3&&!s?$n(pa.size/2):0),l}let it=r.padding=(e.padding||[rt,rt,rt,rt]).map(e=>K(W(e,rt))),at=r._padding=it.map((e,t)=>e(r,t,tt,0)),ot,st=null,V=null,ct=i==1?v[0].idxs:null,lt=null,ut=!1;function dt(e,n){if(t=e??[],r.data=r._data=t,i==2){ot=0;for(let e=1;e<v.length;e++)ot+=t[e][0].length}else{t.length==0&&(r.data=r._data=t=[[]]),lt=t[0],ot=lt.length;let e=t;if(O==2){e=t.slice();let n=e[0]=Array(ot);for(let e=0;e<ot;e++)n[e]=e}r._data=t=e}if(Fn(!0),Wi(`setData`),O==2&&(Ne=!0),n!==!1){let e=D;e.auto(r,ut)?ft():Wr(S,e.min,e.max),Pe||=P.left>=0,Ie=!0,qn()}}r.setData=dt;function ft(){ut=!0;let e,n;i==1&&(ot>0?(st=ct[0]=0,V=ct[1]=ot-1,e=t[0][st],n=t[0][V],O==2?(e=st,n=V):e==n&&(O==3?[e,n]=Rn(e,e,D.log,!1):O==4?[e,n]=zn(e,e,D.log,!1):D.time?n=e+$n(86400/_):[e,n]=Wn(e,n,Bn,!0))):(st=ct[0]=e=null,V=ct[1]=n=null)),Wr(S,e,n)}let pt,mt,ht,gt,_t,vt,yt,bt,xt,St;function Ct(e,t,n,r,i,a){e??=Qt,n??=Dr,r??=`butt`,i??=Qt,a??=`round`,e!=pt&&(d.strokeStyle=pt=e),i!=mt&&(d.fillStyle=mt=i),t!=ht&&(d.lineWidth=ht=t),a!=_t&&(d.lineJoin=_t=a),r!=vt&&(d.lineCap=vt=r),n!=gt&&d.setLineDash(gt=n)}function wt(e,t,n,r){t!=mt&&(d.fillStyle=mt=t),e!=yt&&(d.font=yt=e),n!=bt&&(d.textAlign=bt=n),r!=xt&&(d.textBaseline=xt=r)}function Zt(e,t,n,i,a=0){if(i.length>0&&e.auto(r,ut)&&(t==null||t.min==null)){let t=W(st,0),r=W(V,i.length-1),o=n.min==null?Ln(i,t,r,a,e.distr==3):[n.min,n.max];e.min=tr(e.min,n.min=o[0]),e.max=nr(e.max,n.max=o[1])}}let on={min:null,max:null};function sn(){for(let e in b){let t=b[e];k[e]==null&&(t.min==null||k[S]!=null&&t.auto(r,ut))&&(k[e]=on)}for(let e in b){let t=b[e];k[e]==null&&t.from!=null&&k[t.from]!=null&&(k[e]=on)}k[S]!=null&&Fn(!0);let e={};for(let t in k){let n=k[t];if(n!=null){let a=e[t]=Fr(b[t],Nr);if(n.min!=null)Ir(a,n);else if(t!=S||i==2){if(ot==0&&a.from==null){let e=a.range(r,null,null,t);a.min=e[0],a.max=e[1]}else a.min=G,a.max=-1/0}}}if(ot>0){v.forEach((n,a)=>{if(i==1){let i=n.scale,o=k[i];if(o==null)return;let s=e[i];if(a==0){let e=s.range(r,s.min,s.max,i);s.min=e[0],s.max=e[1],st=jn(s.min,t[0]),V=jn(s.max,t[0]),V-st>1&&(t[0][st]<s.min&&st++,t[0][V]>s.max&&V--),n.min=lt[st],n.max=lt[V]}else n.show&&n.auto&&Zt(s,o,n,t[a],n.sorted);n.idxs[0]=st,n.idxs[1]=V}else if(a>0&&n.show&&n.auto){let[r,i]=n.facets,o=r.scale,s=i.scale,[c,l]=t[a],u=e[o],d=e[s];u!=null&&Zt(u,k[o],r,c,r.sorted),d!=null&&Zt(d,k[s],i,l,i.sorted),n.min=i.min,n.max=i.max}});for(let t in e){let n=e[t],i=k[t];if(n.from==null&&(i==null||i.min==null)){let e=n.range(r,n.min==G?null:n.min,n.max==-1/0?null:n.max,t);n.min=e[0],n.max=e[1]}}}for(let t in e){let n=e[t];if(n.from!=null){let i=e[n.from];if(i.min==null)n.min=n.max=null;else{let e=n.range(r,i.min,i.max,t);n.min=e[0],n.max=e[1]}}}let n={},a=!1;for(let t in e){let r=e[t],i=b[t];if(i.min!=r.min||i.max!=r.max){i.min=r.min,i.max=r.max;let e=i.distr;i._min=e==3?ar(i.min):e==4?cr(i.min,i.asinh):e==100?i.fwd(i.min):i.min,i._max=e==3?ar(i.max):e==4?cr(i.max,i.asinh):e==100?i.fwd(i.max):i.max,n[t]=a=!0}}if(a){v.forEach((e,t)=>{i==2?t>0&&n.y&&(e._paths=null):n[e.scale]&&(e._paths=null)});for(let e in n)Ne=!0,Wi(`setScale`,e);ae&&P.left>=0&&(Pe=Ie=!0)}for(let e in k)k[e]=null}function cn(e){let t=ur(st-1,0,ot-1),n=ur(V+1,0,ot-1);for(;e[t]==null&&t>0;)t--;for(;e[n]==null&&n<ot-1;)n++;return[t,n]}function dn(){if(ot>0){let e=v.some(e=>e._focus)&&St!=Ge.alpha;e&&(d.globalAlpha=St=Ge.alpha),v.forEach((e,n)=>{if(n>0&&e.show&&(mn(n,!1),mn(n,!0),e._paths==null)){let a=St;St!=e.alpha&&(d.globalAlpha=St=e.alpha);let o=i==2?[0,t[n][0].length-1]:cn(t[n]);e._paths=e.paths(r,n,o[0],o[1]),St!=a&&(d.globalAlpha=St=a)}}),v.forEach((e,t)=>{if(t>0&&e.show){let n=St;St!=e.alpha&&(d.globalAlpha=St=e.alpha),e._paths!=null&&hn(t,!1);{let n=e._paths==null?null:e._paths.gaps,i=e.points.show(r,t,st,V,n),a=e.points.filter(r,t,i,n);(i||a)&&(e.points._paths=e.points.paths(r,t,st,V,a),hn(t,!0))}St!=n&&(d.globalAlpha=St=n),Wi(`drawSeries`,t)}}),e&&(d.globalAlpha=St=1)}}function mn(e,t){let n=t?v[e].points:v[e];n._stroke=n.stroke(r,e),n._fill=n.fill(r,e)}function hn(e,t){let n=t?v[e].points:v[e],{stroke:r,fill:i,clip:a,flags:o,_stroke:s=n._stroke,_fill:c=n._fill,_width:l=n.width}=n._paths;l=q(l*H,3);let u=null,f=l%2/2;t&&c==null&&(c=l>0?`#fff`:s);let p=n.pxAlign==1&&f>0;if(p&&d.translate(f,f),!t){let e=De-l/2,t=Oe-l/2,n=ke+l,r=Ae+l;u=new Path2D,u.rect(e,t,n,r)}t?xn(s,l,n.dash,n.cap,c,r,i,o,a):gn(e,s,l,n.dash,n.cap,c,r,i,o,u,a),p&&d.translate(-f,-f)}function gn(e,n,i,a,o,s,c,l,u,d,f){let p=!1;u!=0&&x.forEach((m,h)=>{if(m.series[0]==e){let e=v[m.series[1]],g=t[m.series[1]],_=(e._paths||Er).band;kr(_)&&(_=m.dir==1?_[0]:_[1]);let y,b=null;e.show&&_&&Gn(g,st,V)?(b=m.fill(r,h)||s,y=e._paths.clip):_=null,xn(n,i,a,o,b,c,l,u,d,f,y,_),p=!0}}),p||xn(n,i,a,o,s,c,l,u,d,f)}function xn(e,t,n,r,i,a,o,s,c,l,u,f){Ct(e,t,n,r,i),(c||l||f)&&(d.save(),c&&d.clip(c),l&&d.clip(l)),f?(s&3)==3?(d.clip(f),u&&d.clip(u),Tn(i,o),Cn(e,a,t)):s&Ea?(Tn(i,o),d.clip(f),Cn(e,a,t)):s&Ta&&(d.save(),d.clip(f),u&&d.clip(u),Tn(i,o),d.restore(),Cn(e,a,t)):(Tn(i,o),Cn(e,a,t)),(c||l||f)&&d.restore()}function Cn(e,t,n){n>0&&(t instanceof Map?t.forEach((e,t)=>{d.strokeStyle=pt=t,d.stroke(e)}):t!=null&&e&&d.stroke(t))}function Tn(e,t){t instanceof Map?t.forEach((e,t)=>{d.fillStyle=mt=t,d.fill(e)}):t!=null&&e&&d.fill(t)}function Dn(e,t,n,i){let a=y[e],o;if(i<=0)o=[0,0];else{let s=a._space=a.space(r,e,t,n,i);o=vo(t,n,a._incrs=a.incrs(r,e,t,n,i,s),i,s)}return a._found=o}function On(e,t,n,r,i,a,o,s,c,l){let u=o%2/2;h==1&&d.translate(u,u),Ct(s,o,c,l,s),d.beginPath();let f,p,m,g,_=i+(r==0||r==3?-a:a);n==0?(p=i,g=_):(f=i,m=_);for(let r=0;r<e.length;r++)t[r]!=null&&(n==0?f=m=e[r]:p=g=e[r],d.moveTo(f,p),d.lineTo(m,g));d.stroke(),h==1&&d.translate(-u,-u)}function Mn(e){let t=!0;return y.forEach((n,i)=>{if(!n.show)return;let a=b[n.scale];if(a.min==null){n._show&&(t=!1,n._show=!1,Fn(!1));return}n._show||(t=!1,n._show=!0,Fn(!1));let o=n.side,s=o%2,{min:c,max:l}=a,[u,d]=Dn(i,c,l,s==0?z:B);if(d==0)return;let f=a.distr==2,p=n._splits=n.splits(r,i,c,l,u,d,f),m=a.distr==2?p.map(e=>lt[e]):p,h=a.distr==2?lt[p[1]]-lt[p[0]]:u,g=n._values=n.values(r,n.filter(r,m,i,d,h),i,d,h);n._rotate=o==2?n.rotate(r,g,i,d):0;let _=n._size;n._size=er(n.size(r,g,i,e)),_!=null&&n._size!=_&&(t=!1)}),t}function Nn(e){let t=!0;return it.forEach((n,i)=>{let a=n(r,i,tt,e);a!=at[i]&&(t=!1),at[i]=a}),t}function Pn(){for(let e=0;e<y.length;e++){let t=y[e];if(!t.show||!t._show)continue;let n=t.side,i=n%2,a,o,c=t.stroke(r,e),l=n==0||n==3?-1:1,[u,f]=t._found;if(t.label!=null){let s=t.labelGap*l,p=$n((t._lpos+s)*H);wt(t.labelFont[0],c,`center`,n==2?qt:Jt),d.save(),i==1?(a=o=0,d.translate(p,$n(Oe+Ae/2)),d.rotate((n==3?-Xn:Xn)/2)):(a=$n(De+ke/2),o=p);let m=dr(t.label)?t.label(r,e,u,f):t.label;d.fillText(m,a,o),d.restore()}if(f==0)continue;let p=b[t.scale],m=i==0?ke:Ae,h=i==0?De:Oe,_=t._splits,v=p.distr==2?_.map(e=>lt[e]):_,x=p.distr==2?lt[_[1]]-lt[_[0]]:u,S=t.ticks,C=t.border,w=S.show?S.size:0,T=$n(w*H),E=$n((t.alignTo==2?t._size-w-t.gap:t.gap)*H),D=t._rotate*-Xn/180,O=g(t._pos*H),ee=O+(T+E)*l;o=i==0?ee:0,a=i==1?ee:0;let te=t.font[0];wt(te,c,t.align==1?Yt:t.align==2?Xt:D>0?Yt:D<0?Xt:i==0?`center`:n==3?Xt:Yt,D||i==1?`middle`:n==2?qt:Jt);let k=t.font[1]*t.lineGap,A=_.map(e=>g(s(e,p,m,h))),j=t._values;for(let e=0;e<j.length;e++){let t=j[e];if(t!=null){i==0?a=A[e]:o=A[e],t=``+t;let n=t.indexOf(`
`)==-1?[t]:t.split(/\n/gm);for(let e=0;e<n.length;e++){let t=n[e];D?(d.save(),d.translate(a,o+e*k),d.rotate(D),d.fillText(t,0,0),d.restore()):d.fillText(t,a,o+e*k)}}}S.show&&On(A,S.filter(r,v,e,f,x),i,n,O,T,q(S.width*H,3),S.stroke(r,e),S.dash,S.cap);let ne=t.grid;ne.show&&On(A,ne.filter(r,v,e,f,x),i,i==0?2:1,i==0?Oe:De,i==0?Ae:ke,q(ne.width*H,3),ne.stroke(r,e),ne.dash,ne.cap),C.show&&On([O],[1],+(i==0),i==0?1:2,i==1?Oe:De,i==1?Ae:ke,q(C.width*H,3),C.stroke(r,e),C.dash,C.cap)}Wi(`drawAxes`)}function Fn(e){v.forEach((t,n)=>{n>0&&(t._paths=null,e&&(i==1?(t.min=null,t.max=null):t.facets.forEach(e=>{e.min=null,e.max=null})))})}let In=!1,Hn=!1,Un=[];function Kn(){Hn=!1;for(let e=0;e<Un.length;e++)Wi(...Un[e]);Un.length=0}function qn(){In||=(Vr(Yn),!0)}function Jn(e,t=!1){In=!0,Hn=t,e(r),Yn(),t&&Un.length>0&&queueMicrotask(Kn)}r.batch=Jn;function Yn(){if(je&&=(sn(),!1),Ne&&=(ze(),!1),Me){if(U(p,Yt,xe),U(p,qt,Se),U(p,Gt,z),U(p,Kt,B),U(m,Yt,xe),U(m,qt,Se),U(m,Gt,z),U(m,Kt,B),U(f,Gt,ye),U(f,Kt,be),u.width=$n(ye*H),u.height=$n(be*H),y.forEach(({_el:e,_show:t,_size:n,_pos:r,side:i})=>{if(e!=null){if(t){let t=i===3||i===0?n:0,a=i%2==1;U(e,a?`left`:`top`,r-t),U(e,a?`width`:`height`,n),U(e,a?`top`:`left`,a?Se:xe),U(e,a?`height`:`width`,a?B:z),vn(e,Nt)}else _n(e,Nt)}}),pt=mt=ht=_t=vt=yt=bt=xt=gt=null,St=1,hi(!0),xe!=Ce||Se!=we||z!=Te||B!=Ee){Fn(!1);let e=z/Te,t=B/Ee;if(ae&&!Pe&&P.left>=0){P.left*=e,P.top*=t,lr&&Sn(lr,$n(P.left),0,z,B),fr&&Sn(fr,0,$n(P.top),z,B);for(let n=0;n<Je.length;n++){let r=Je[n];r!=null&&(Ye[n]*=e,Xe[n]*=t,Sn(r,er(Ye[n]),er(Xe[n]),z,B))}}if(X.show&&!Fe&&X.left>=0&&X.width>0){X.left*=e,X.width*=e,X.top*=t,X.height*=t;for(let e in Z)U(Br,e,X[e])}Ce=xe,we=Se,Te=z,Ee=B}Wi(`setSize`),Me=!1}ye>0&&be>0&&(d.clearRect(0,0,u.width,u.height),Wi(`drawClear`),w.forEach(e=>e()),Wi(`draw`)),X.show&&Fe&&(Hr(X),Fe=!1),ae&&Pe&&(pi(null,!0,!1),Pe=!1),N.show&&N.live&&Ie&&(di(),Ie=!1),c||(c=!0,r.status=1,Wi(`ready`)),ut=!1,In=!1}r.redraw=(e,t)=>{Ne=t||!1,e===!1?qn():Wr(S,D.min,D.max)};function Qn(e,n){let i=b[e];if(i.from==null){if(ot==0){let t=i.range(r,n.min,n.max,e);n.min=t[0],n.max=t[1]}if(n.min>n.max){let e=n.min;n.min=n.max,n.max=e}if(ot>1&&n.min!=null&&n.max!=null&&n.max-n.min<1e-16)return;e==S&&i.distr==2&&ot>0&&(n.min=jn(n.min,t[0]),n.max=jn(n.max,t[0]),n.min==n.max&&n.max++),k[e]=n,je=!0,qn()}}r.setScale=Qn;let ir,or,lr,fr,pr,vr,yr,xr,Sr,Tr,J,Y,Pr=!1,Lr=P.drag,Rr=Lr.x,zr=Lr.y;ae&&(P.x&&(ir=bn(Ft,m)),P.y&&(or=bn(It,m)),D.ori==0?(lr=ir,fr=or):(lr=or,fr=ir),J=P.left,Y=P.top);let X=r.select=Ir({show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),Br=X.show?bn(Pt,X.over?m:p):null;function Hr(e,t){if(X.show){for(let t in e)X[t]=e[t],t in Z&&U(Br,t,e[t]);t!==!1&&Wi(`setSelect`)}}r.setSelect=Hr;function Ur(e){if(v[e].show)F&&vn(ce[e],Nt);else if(F&&_n(ce[e],Nt),ae){let t=qe?Je[0]:Je[e];t!=null&&Sn(t,-10,-10,z,B)}}function Wr(e,t,n){Qn(e,{min:t,max:n})}function Gr(e,t,n,a){t.focus!=null&&ti(e),t.show!=null&&v.forEach((n,r)=>{r>0&&(e==r||e==null)&&(n.show=t.show,Ur(r),i==2?(Wr(n.facets[0].scale,null,null),Wr(n.facets[1].scale,null,null)):Wr(n.scale,null,null),qn())}),n!==!1&&Wi(`setSeries`,e,t),a&&Yi(`setSeries`,r,e,t)}r.setSeries=Gr;function Kr(e,t){Ir(x[e],t)}function qr(e,t){e.fill=K(e.fill||null),e.dir=W(e.dir,-1),t??=x.length,x.splice(t,0,e)}function Jr(e){e==null?x.length=0:x.splice(e,1)}r.addBand=qr,r.setBand=Kr,r.delBand=Jr;function Yr(e,t){v[e].alpha=t,ae&&Je[e]!=null&&(Je[e].style.opacity=t),F&&ce[e]&&(ce[e].style.opacity=t)}let Xr,Zr,Qr,ei={focus:!0};function ti(e){if(e!=Qr){let t=e==null,n=Ge.alpha!=1;v.forEach((r,a)=>{if(i==1||a>0){let i=t||a==0||a==e;r._focus=t?null:i,n&&Yr(a,i?1:Ge.alpha)}}),Qr=e,n&&qn()}}F&&Ke&&_e(rn,L,e=>{P._lock||(Ue(e),Qr!=null&&Gr(null,ei,!0,Ki.setSeries))});function ni(e,t,n){let r=b[t];n&&(e=e/H-(r.ori==1?Se:xe));let i=z;r.ori==1&&(i=B,e=i-e),r.dir==-1&&(e=i-e);let a=r._min,o=r._max,s=e/i,c=a+(o-a)*s,l=r.distr;return l==3?rr(10,c):l==4?sr(c,r.asinh):l==100?r.bwd(c):c}function ri(e,n){return jn(ni(e,S,n),t[0],st,V)}r.valToIdx=e=>jn(e,t[0]),r.posToIdx=ri,r.posToVal=ni,r.valToPos=(e,t,n)=>b[t].ori==0?a(e,b[t],n?ke:z,n?De:0):o(e,b[t],n?Ae:B,n?Oe:0),r.setCursor=(e,t,n)=>{J=e.left,Y=e.top,pi(null,t,n)};function ii(e,t){U(Br,Yt,X.left=e),U(Br,Gt,X.width=t)}function ai(e,t){U(Br,qt,X.top=e),U(Br,Kt,X.height=t)}let ci=D.ori==0?ii:ai,li=D.ori==1?ii:ai;function ui(){if(F&&N.live)for(let e=+(i==2);e<v.length;e++){if(e==0&&ue)continue;let t=N.values[e],n=0;for(let r in t)le[e][n++].firstChild.nodeValue=t[r]}}function di(e,t){if(e!=null&&(e.idxs?e.idxs.forEach((e,t)=>{M[t]=e}):Ar(e.idx)||M.fill(e.idx),N.idx=M[0]),F&&N.live){for(let e=0;e<v.length;e++)(e>0||i==1&&!ue)&&fi(e,M[e]);ui()}Ie=!1,t!==!1&&Wi(`setLegend`)}r.setLegend=di;function fi(e,n){let i=v[e],a=e==0&&O==2?lt:t[e],o;ue?o=i.values(r,e,n)??de:(o=i.value(r,n==null?null:a[n],e,n),o=o==null?de:{_:o}),N.values[e]=o}function pi(e,n,a){Sr=J,Tr=Y,[J,Y]=P.move(r,J,Y),P.left=J,P.top=Y,ae&&(lr&&Sn(lr,$n(J),0,z,B),fr&&Sn(fr,0,$n(Y),z,B));let o,s=st>V;Xr=G,Zr=null;let c=D.ori==0?z:B,l=D.ori==1?z:B;if(J<0||ot==0||s){o=P.idx=null;for(let e=0;e<v.length;e++){let t=Je[e];t!=null&&Sn(t,-10,-10,z,B)}Ke&&Gr(null,ei,!0,e==null&&Ki.setSeries),N.live&&(M.fill(o),Ie=!0)}else{let e,n,a;i==1&&(e=D.ori==0?J:Y,n=ni(e,S),o=P.idx=jn(n,t[0],st,V),a=ee(t[0][o],D,c,0));let s=-10,u=-10,d=0,f=0,p=!0,m=``,h=``;for(let e=+(i==2);e<v.length;e++){let g=v[e],_=M[e],y=_==null?null:i==1?t[e][_]:t[e][1][_],x=P.dataIdx(r,e,o,n),S=x==null?null:i==1?t[e][x]:t[e][1][x];if(Ie=Ie||S!=y||x!=_,M[e]=x,e>0&&g.show){let n=x==null?-10:x==o?a:ee(i==1?t[0][x]:t[e][0][x],D,c,0),_=S==null?-10:te(S,i==1?b[g.scale]:b[g.facets[1].scale],l,0);if(Ke&&S!=null){let t=D.ori==1?J:Y,n=Zn(Ge.dist(r,e,x,_,t));if(n<Xr){let r=Ge.bias;if(r!=0){let i=ni(t,g.scale),a=S>=0?1:-1,o=i>=0?1:-1;o==a&&(o==1?r==1?S>=i:S<=i:r==1?S<=i:S>=i)&&(Xr=n,Zr=e)}else Xr=n,Zr=e}}if(Ie||qe){let t,i;D.ori==0?(t=n,i=_):(t=_,i=n);let a,o,c,l,g,v,y=!0,b=We.bbox;if(b!=null){y=!1;let t=b(r,e);c=t.left,l=t.top,a=t.width,o=t.height}else c=t,l=i,a=o=We.size(r,e);if(v=We.fill(r,e),g=We.stroke(r,e),qe)e==Zr&&Xr<=Ge.prox&&(s=c,u=l,d=a,f=o,p=y,m=v,h=g);else{let t=Je[e];t!=null&&(Ye[e]=c,Xe[e]=l,En(t,a,o,y),wn(t,v,g),Sn(t,er(c),er(l),z,B))}}}}if(qe){let e=Ge.prox;if(Ie||(Qr==null?Xr<=e:Xr>e||Zr!=Qr)){let e=Je[0];e!=null&&(Ye[0]=s,Xe[0]=u,En(e,d,f,p),wn(e,m,h),Sn(e,er(s),er(u),z,B))}}}if(X.show&&Pr){if(e!=null){let[t,n]=Ki.scales,[r,i]=Ki.match,[a,o]=e.cursor.sync.scales,s=e.cursor.drag;if(Rr=s._x,zr=s._y,Rr||zr){let{left:s,top:u,width:d,height:f}=e.select,p=e.scales[a].ori,m=e.posToVal,h,g,_,v,y,x=t!=null&&r(t,a),S=n!=null&&i(n,o);x&&Rr?(p==0?(h=s,g=d):(h=u,g=f),_=b[t],v=ee(m(h,a),_,c,0),y=ee(m(h+g,a),_,c,0),ci(tr(v,y),Zn(y-v))):ci(0,c),S&&zr?(p==1?(h=s,g=d):(h=u,g=f),_=b[n],v=te(m(h,o),_,l,0),y=te(m(h+g,o),_,l,0),li(tr(v,y),Zn(y-v))):li(0,l)}else vi()}else{let e=Zn(Sr-pr),t=Zn(Tr-vr);if(D.ori==1){let n=e;e=t,t=n}Rr=Lr.x&&e>=Lr.dist,zr=Lr.y&&t>=Lr.dist;let n=Lr.uni;n==null?Lr.x&&Lr.y&&(Rr||zr)&&(Rr=zr=!0):Rr&&zr&&(Rr=e>=n,zr=t>=n,!Rr&&!zr&&(t>e?zr=!0:Rr=!0));let r,i;Rr&&(D.ori==0?(r=yr,i=J):(r=xr,i=Y),ci(tr(r,i),Zn(i-r)),zr||li(0,l)),zr&&(D.ori==1?(r=yr,i=J):(r=xr,i=Y),li(tr(r,i),Zn(i-r)),Rr||ci(0,c)),!Rr&&!zr&&(ci(0,0),li(0,0))}}if(Lr._x=Rr,Lr._y=zr,e==null){if(a){if(qi!=null){let[e,t]=Ki.scales;Ki.values[0]=e==null?null:ni(D.ori==0?J:Y,e),Ki.values[1]=t==null?null:ni(D.ori==1?J:Y,t)}Yi($t,r,J,Y,z,B,o)}if(Ke){let e=a&&Ki.setSeries,t=Ge.prox;Qr==null?Xr<=t&&Gr(Zr,ei,!0,e):Xr>t?Gr(null,ei,!0,e):Zr!=Qr&&Gr(Zr,ei,!0,e)}}Ie&&(N.idx=o,di()),n!==!1&&Wi(`setCursor`)}let mi=null;Object.defineProperty(r,"rect",{get(){return mi??hi(!1),mi}});function hi(e=!1){e?mi=null:(mi=m.getBoundingClientRect(),Wi(`syncRect`,mi))}function gi(e,t,n,r,i,a,o){P._lock||Pr&&e!=null&&e.movementX==0&&e.movementY==0||(_i(e,t,n,r,i,a,o,!1,e!=null),e==null?pi(t,!0,!1):pi(null,!0,!0))}function _i(e,t,n,i,a,o,c,l,u){if(mi??hi(!1),Ue(e),e!=null)n=e.clientX-mi.left,i=e.clientY-mi.top;else{if(n<0||i<0){J=-10,Y=-10;return}let[e,r]=Ki.scales,c=t.cursor.sync,[l,u]=c.values,[d,f]=c.scales,[p,m]=Ki.match,h=t.axes[0].side%2==1,g=D.ori==0?z:B,_=D.ori==1?z:B,v=h?o:a,y=h?a:o,x=h?i:n,S=h?n:i;if(n=d==null?x/v*g:p(e,d)?s(l,b[e],g,0):-10,i=f==null?S/y*_:m(r,f)?s(u,b[r],_,0):-10,D.ori==1){let e=n;n=i,i=e}}u&&(t==null||t.cursor.event.type==$t)&&((n<=1||n>=z-1)&&(n=br(n,z)),(i<=1||i>=B-1)&&(i=br(i,B))),l?(pr=n,vr=i,[yr,xr]=P.move(r,n,i)):(J=n,Y=i)}let Z={width:0,height:0,left:0,top:0};function vi(){Hr(Z,!1)}let Oi,Mi,Ni,Fi;function Ii(e,t,n,i,a,o,s){Pr=!0,Rr=zr=Lr._x=Lr._y=!1,_i(e,t,n,i,a,o,s,!0,!1),e!=null&&(_e(tn,fn,Li,!1),Yi(en,r,yr,xr,z,B,null));let{left:c,top:l,width:u,height:d}=X;Oi=c,Mi=l,Ni=u,Fi=d}function Li(e,t,n,i,a,o,s){Pr=Lr._x=Lr._y=!1,_i(e,t,n,i,a,o,s,!1,!0);let{left:c,top:l,width:u,height:d}=X,f=u>0||d>0,p=Oi!=c||Mi!=l||Ni!=u||Fi!=d;if(f&&p&&Hr(X),Lr.setScale&&f&&p){let e=c,t=u,n=l,r=d;if(D.ori==1&&(e=l,t=d,n=c,r=u),Rr&&Wr(S,ni(e,S),ni(e+t,S)),zr)for(let e in b){let t=b[e];e!=S&&t.from==null&&t.min!=G&&Wr(e,ni(n+r,e),ni(n,e))}vi()}else P.lock&&(P._lock=!P._lock,pi(t,!0,e!=null));e!=null&&(ve(tn,fn),Yi(tn,r,J,Y,z,B,null))}function Ri(e,t,n,r,i,a,o){if(P._lock)return;Ue(e);let s=Pr;if(Pr){let e=!0,t=!0,n,r;D.ori==0?(n=Rr,r=zr):(n=zr,r=Rr),n&&r&&(e=J<=10||J>=z-10,t=Y<=10||Y>=B-10),n&&e&&(J=J<yr?0:z),r&&t&&(Y=Y<xr?0:B),pi(null,!0,!0),Pr=!1}J=-10,Y=-10,M.fill(null),pi(null,!0,!0),s&&(Pr=s)}function zi(e,t,n,i,a,o,s){P._lock||(Ue(e),ft(),vi(),e!=null&&Yi(an,r,J,Y,z,B,null))}function Bi(){y.forEach(bo),Le(r.width,r.height,!0)}kn(ln,pn,Bi);let Vi={};Vi.mousedown=Ii,Vi.mousemove=gi,Vi.mouseup=Li,Vi.dblclick=zi,Vi.setSeries=(e,t,n,i)=>{let a=Ki.match[2];n=a(r,t,n),n!=-1&&Gr(n,i,!0,!1)},ae&&(_e(en,m,Ii),_e($t,m,gi),_e(nn,m,e=>{Ue(e),hi(!1)}),_e(rn,m,Ri),_e(an,m,zi),ro.add(r),r.syncRect=hi);let Hi=r.hooks=e.hooks||{};function Wi(e,t,n){Hn?Un.push([e,t,n]):e in Hi&&Hi[e].forEach(e=>{e.call(null,r,t,n)})}(e.plugins||[]).forEach(e=>{for(let t in e.hooks)Hi[t]=(Hi[t]||[]).concat(e.hooks[t])});let Gi=(e,t,n)=>n,Ki=Ir({key:null,setSeries:!1,filters:{pub:gr,sub:gr},scales:[S,v[1]?v[1].scale:null],match:[_r,_r,Gi],values:[null,null]},P.sync);Ki.match.length==2&&Ki.match.push(Gi),P.sync=Ki;let qi=Ki.key,Ji=wa(qi);function Yi(e,t,n,r,i,a,o){Ki.filters.pub(e,t,n,r,i,a,o)&&Ji.pub(e,t,n,r,i,a,o)}Ji.sub(r);function Xi(e,t,n,r,i,a,o){Ki.filters.sub(e,t,n,r,i,a,o)&&Vi[e](null,t,n,r,i,a,o)}r.pub=Xi;function aa(){Ji.unsub(r),ro.delete(r),ge.clear(),An(ln,pn,Bi),l.remove(),L?.remove(),Wi(`destroy`)}r.destroy=aa;function oa(){Wi(`init`,e,t),dt(t||e.data,!1),k[S]?Qn(S,k[S]):ft(),Fe=X.show&&(X.width>0||X.height>0),Pe=Ie=!0,Le(e.width,e.height)}return v.forEach(Qe),y.forEach(nt),n?n instanceof HTMLElement?(n.appendChild(l),oa()):n(r,oa):oa(),r}Q.assign=Ir,Q.fmtNum=Jn,Q.rangeNum=Wn,Q.rangeLog=Rn,Q.rangeAsinh=zn,Q.orient=Da,Q.pxRatio=H,Q.join=Br,Q.fmtDate=$r,Q.tzDate=ti,Q.sync=wa;{Q.addGap=Ma,Q.clipGaps=ja;let e=Q.paths={points:Ka};e.linear=Xa,e.stepped=Za,e.bars=$a,e.spline=to}var xo=.06,So=1.5,Co=.06;function wo(e,t){let n=0,r=e.length;for(;n<r;){let i=n+r>>1;(e[i]??1/0)<t?n=i+1:r=i}return n}function To(e,t){return[Math.max(0,wo(e.t,t.startMs)-1),Math.min(e.t.length,wo(e.t,t.endMs)+1)]}function Eo(e,t){let n=1/0,r=-1/0;for(let i of e.series){let[e,a]=To(i,t);for(let t of[i.value,i.low,i.high])if(t!==void 0)for(let i=e;i<a;i+=1){let e=t[i]??null;e!==null&&(e<n&&(n=e),e>r&&(r=e))}}return n<=r?[n,r]:null}function Do(e,t){let[n,r]=e.ends??[null,null],[i,a]=Eo(e,t)??e.atLeast??Oo(e)[0]??[0,1];e.atLeast!==void 0&&(i=Math.min(i,e.atLeast[0]),a=Math.max(a,e.atLeast[1]));let o=Math.max(a-i,Math.abs(a)*Co,1e-6)*So;for(let[t,n]of Oo(e))Math.max(a,n)-Math.min(i,t)>o||(i=Math.min(i,t),a=Math.max(a,n));if(a===i){let e=Math.max(Math.abs(a)*.05,1);i-=e,a+=e}let s=be(a-i,20),c=(a-i)*xo;return[n??Math.floor((i-(i===0?0:c))/s)*s,r??Math.ceil((a+c)/s)*s]}function Oo(e){let t=(e.thresholds??[]).map(({value:e})=>[e,e]);return[...(e.bands??[]).flatMap(({from:e,to:t,name:n})=>e===void 0||t===void 0||n===``?[]:[[e,t]]),...t]}var ko=7,Ao=6.5,jo=14,Mo=.33,No=6,Po=14,Fo=12;function Io(e,t,n,r){let i=t.map(t=>t.ticks===void 0?Lo([4,8].flatMap(r=>{let i=z(...Do(t,n),r);return i.map(t=>B(e,t,i))}))*ko:Lo(t.ticks.flatMap(({text:e})=>Ro(e,r).split(`
`)))*Ao);return Math.ceil(Math.max(14,...i)+jo)}function Lo(e){return e.reduce((e,t)=>Math.max(e,t.length),0)}function Ro(e,t){let n=Math.max(6,Math.floor((t*Mo-jo)/Ao)),r=Math.min(Fo,n);if(e.length<=r)return e;let i=[``];for(let t of e.split(` `)){let e=i.at(-1)??``;e===``?i[i.length-1]=t:e.length+1+t.length<=r||i.length===2?i[i.length-1]=`${e} ${t}`:i.push(t)}return i.map(e=>e.length<=n?e:`${e.slice(0,n-1)}…`).join(`
`)}function zo(e,t,{colors:n,rtl:r}){let{ctx:i,bbox:a}=e,o=Q.pxRatio;i.save(),i.font=`${12*o}px ${n.font}`,i.fillStyle=n.get(`var(--secondary-text-color, #727272)`),i.textAlign=r?`left`:`right`,i.textBaseline=`middle`;let s=r?a.left+a.width+No*o:a.left-No*o;for(let{value:n,text:r}of t??[]){let t=Ro(r,e.width).split(`
`),a=e.valToPos(n,`y`,!0)-(t.length-1)/2*Po*o;t.forEach((e,t)=>{i.fillText(e,s,a+t*Po*o)})}i.restore()}var Bo=class{constructor(e){this.host=e,this.known=new Map,this.probe=document.createElement(`i`),this.probe.hidden=!0}get(e){let t=this.known.get(e);return t===void 0&&this.known.set(e,t=this.read(e)),t}faint(e,t){return this.get(`color-mix(in srgb, ${e} ${t}%, transparent)`)}get font(){return getComputedStyle(this.host).fontFamily||`sans-serif`}refresh(){let e=[...this.known];return this.known.clear(),e.map(([e,t])=>this.get(e)!==t).includes(!0)}read(e){return this.probe.isConnected||(this.host.shadowRoot??this.host).append(this.probe),this.probe.style.color=``,this.probe.style.color=e,getComputedStyle(this.probe).color||e}};function Vo(e){let t=matchMedia(`(prefers-color-scheme: dark)`),n=new MutationObserver(e);return n.observe(document.documentElement,{attributes:!0,attributeFilter:[`style`,`class`]}),t.addEventListener(`change`,e),()=>{n.disconnect(),t.removeEventListener(`change`,e)}}function Ho(e){let[t]=e.series;if(t===void 0)return[[]];if(e.series.every(({t:e})=>e===t.t))return[t.t,...e.series.map(({value:e})=>e)];let n=[...new Set(e.series.flatMap(({t:e})=>e))].sort((e,t)=>e-t);return[n,...e.series.map(e=>{let t=Array(n.length).fill(void 0),r=0;return e.t.forEach((i,a)=>{for(;n[r]!==i;)r+=1;t[r]=e.value[a]??null}),t})]}function Uo(e,t,n,r){let i=e.series.findIndex(e=>e.id===n),a=e.series[i];if(a===void 0||r.t<(a.t.at(-1)??-1/0))return!1;if(a.t.at(-1)!==r.t){a.t.push(r.t);for(let t of e.series)t.t===a.t&&Wo(t)}let o=a.t.length-1;a.value[o]=r.value,a.low!==void 0&&(a.low[o]=r.low??r.value),a.high!==void 0&&(a.high[o]=r.high??r.value),a.told!==void 0&&(a.told[o]=r.told??``);let[s,...c]=t;if(s===a.t)return!0;let l=wo(s,r.t);if(s[l]!==r.t){s.splice(l,0,r.t);for(let e of c)e.splice(l,0,void 0)}let u=c[i];return u!==void 0&&(u[l]=r.value),!0}function Wo({t:e,value:t,low:n,high:r}){for(let i of[t,n,r])i!==void 0&&(i[e.length-1]??=null)}function Go(e,t,n){let r=wo(e.t,t);if(e.look===`steps`)return Ko(e,e.t[r]===t?r:r-1,t);let i=null,a=Math.max(n,e.stepMs??0);for(let n of[r-1,r]){let r=e.t[n];if(r===void 0||!Jo(e,n))continue;let o=r>t?r-t:Math.max(0,t-r-(e.stepMs??0));o<=a&&(a=o,i=n)}return i}function Ko(e,t,n){return t>=0&&Jo(e,t)&&n<=qo(e,t)?t:null}function qo({t:e,stepMs:t=0},n){return e[n+1]??(e[n]??0)+t}function Jo({value:e,low:t},n){return(e[n]??t?.[n]??null)!==null}function Yo(e){let t=new Set;for(let{series:n}of e)for(let e of n)e.silent!==!0&&e.t.forEach((n,r)=>{Jo(e,r)&&t.add(n)});return[...t].sort((e,t)=>e-t)}var Xo=6e4,Zo=632448e5;function Qo({startMs:e,endMs:t},n,r){let i=t-e,a=Math.min(Zo,Math.max(Xo,i*n)),o=(r-e)/i*a;return ns(r-o,r-o+a)}function $o({startMs:e,endMs:t},n){let r=(t-e)*n;return ns(e+r,t+r)}function es(e,t){let n=(e+t)/2,r=Math.max(Xo,Math.abs(e-t))/2;return ns(n-r,n+r)}function ts(e,t,n){let r=t[1]-t[0];if(Math.abs(r)<.02)return n;let i=Math.min(Zo,Math.max(Xo,Math.abs((e[1]-e[0])/r))),a=(e[0]+e[1])/2-(t[0]+t[1])/2*i;return ns(a,a+i)}function ns(e,t){return{startMs:Math.round(e),endMs:Math.round(t)}}var rs=6,is=.6,as=.002,os=1/120,ss=class{constructor(e){this.to=e,this.fingers=new Map,this.pinch=null,this.held=null,this.onDown=e=>{if(e.pointerType===`touch`){this.fingers.set(e.pointerId,e.clientX);let{startMs:t,endMs:n}=this.to.span(),[r,i]=[...this.fingers.values()],a=e=>t+this.part(e)*(n-t);this.pinch=r!==void 0&&i!==void 0&&this.to.zoomable()?[a(r),a(i)]:null,this.pinch===null&&this.to.point(this.at(e.clientX));return}if(!this.to.zoomable()||e.button>1)return;let t=e.shiftKey||e.button===1?`pan`:`select`;this.held={kind:t,fromX:e.clientX,fromMs:this.at(e.clientX),was:this.to.span()},e.currentTarget.setPointerCapture(e.pointerId)},this.onMove=e=>{if(this.fingers.has(e.pointerId)){this.fingers.set(e.pointerId,e.clientX);let[t,n]=[...this.fingers.values()];this.pinch!==null&&t!==void 0&&n!==void 0?this.to.move(ts(this.pinch,[this.part(t),this.part(n)],this.to.span()),`zoom`):this.fingers.size===1&&this.to.point(this.at(e.clientX));return}if(e.pointerType===`touch`)return;let{held:t}=this;if(t===null||Math.abs(e.clientX-t.fromX)<rs)this.to.point(this.at(e.clientX));else if(t.kind===`pan`)this.to.move($o(t.was,this.part(t.fromX)-this.part(e.clientX)),`pan`);else{let n=[t.fromMs,this.at(e.clientX)].sort((e,t)=>e-t);this.to.select({startMs:n[0]??0,endMs:n[1]??0})}},this.onUp=e=>{if(this.fingers.delete(e.pointerId)){this.pinch=null;return}let{held:t}=this;this.held=null,this.to.select(null),t?.kind===`select`&&e.type!==`pointercancel`&&(Math.abs(e.clientX-t.fromX)<rs||this.to.move(es(t.fromMs,this.at(e.clientX)),`zoom`))},this.onLeave=e=>{e.pointerType!==`touch`&&this.held===null&&this.to.point(null)},this.onReset=()=>{this.to.zoomable()&&this.to.reset()},this.onWheel=e=>{if(!this.to.zoomable())return;let t=e.shiftKey&&e.deltaY||e.deltaX;if(e.ctrlKey)this.to.move(Qo(this.to.span(),Math.exp(e.deltaY*as),this.at(e.clientX)),`zoom`);else if(e.shiftKey||Math.abs(e.deltaX)>Math.abs(e.deltaY))this.to.move($o(this.to.span(),t/Math.max(1,this.to.area().width)),`pan`);else return;e.preventDefault()},this.onKey=e=>{if(e.ctrlKey||e.metaKey||e.altKey)return;let t=this.keys[e.shiftKey&&e.key.startsWith(`Arrow`)?`Shift${e.key}`:e.key];t!==void 0&&(e.preventDefault(),t())},this.keys={ArrowLeft:()=>{this.step(-1)},ArrowRight:()=>{this.step(1)},Home:()=>{this.end(0)},End:()=>{this.end(-1)},ShiftArrowLeft:()=>{this.pan(-.25)},ShiftArrowRight:()=>{this.pan(.25)},PageUp:()=>{this.pan(-1)},PageDown:()=>{this.pan(1)},"+":()=>{this.zoom(is)},"=":()=>{this.zoom(is)},"-":()=>{this.zoom(1/is)},Escape:()=>{this.to.point(null),this.onReset()}}}attach(e){e.addEventListener(`pointermove`,this.onMove),e.addEventListener(`pointerdown`,this.onDown),e.addEventListener(`pointerup`,this.onUp),e.addEventListener(`pointercancel`,this.onUp),e.addEventListener(`pointerleave`,this.onLeave),e.addEventListener(`dblclick`,this.onReset),e.addEventListener(`wheel`,this.onWheel,{passive:!1}),e.addEventListener(`keydown`,this.onKey)}part(e){let{left:t,width:n}=this.to.area();return n>0?(e-t)/n:0}at(e){let{startMs:t,endMs:n}=this.to.span();return t+Math.min(1,Math.max(0,this.part(e)))*(n-t)}pan(e){this.to.zoomable()&&this.to.move($o(this.to.span(),e),`pan`)}zoom(e){if(!this.to.zoomable())return;let t=this.to.span();this.to.move(Qo(t,e,this.to.cursor()??(t.startMs+t.endMs)/2),`zoom`)}seen(){let{startMs:e,endMs:t}=this.to.span();return this.to.stops().filter(n=>n>=e&&n<=t)}end(e){let t=this.seen().at(e);t!==void 0&&this.to.point(t,!0)}step(e){let t=this.seen(),{startMs:n,endMs:r}=this.to.span(),i=this.to.cursor();if(i===null){this.end(e>0?0:-1);return}let a=(r-n)*os,o=e>0?t:[...t].reverse(),s=o.find(t=>(t-i)*e>=a)??o.at(-1);s!==void 0&&this.to.point(s,!0)}},cs=6e4,ls=60*cs,us=24*ls,ds=45*us,fs=[cs,5*cs,15*cs,ls,6*ls,us,7*us,28*us],ps=60;function ms({hass:e,span:t,timeZone:n,clock:r},i,a=i){let o=t=>{let r=M(e,{...t,timeZone:n});return a>i?r.formatRange(i,a):r.format(i)};if(r)return o({hour:`numeric`,minute:`2-digit`});let s=t.endMs-t.startMs,c={day:`numeric`,month:`short`};return s<=ds?Object.assign(c,{weekday:`short`,hour:`numeric`,minute:`2-digit`}):c.year=`numeric`,o(c)}function hs(e,t,n){let r=r=>M(e,{...r,timeZone:n}).format(t);return`${r({weekday:`short`})} ${r({day:`numeric`})}`}function gs({localize:e},t,n,r){let i=n.value[r]??null,o=n.low?.[r]??null,s=n.high?.[r]??null,c=o===null||s===null||o===i&&s===i?null:a(e,`card_between`,{low:t.format(o),high:t.format(s)});if(i===null)return c??``;let l=n.told?.[r]??``;return l===``?c===null?t.format(i):`${t.format(i)} (${c})`:`${t.format(i)} (${l})`}function _s(e,t,n){let r=t.ticks===void 0&&(n.look===`line`||n.look===`bars`)?Ss(n,e.span):null;if(r===null||Number.isNaN(r.mean))return null;let[i,o]=[t.format(r.low),t.format(r.high)],s=i===o?``:` (${a(e.localize,`card_between`,{low:i,high:o})})`;return a(e.localize,`card_plot_mean`,{value:t.format(r.mean)+s})}function vs(e,t){let n=(e.span.endMs-e.span.startMs)/60;return e.panes.flatMap(r=>r.series.flatMap(i=>{if(i.silent===!0)return[];let a=Go(i,t,n);return a===null?[]:[{pane:r,series:i,text:gs(e,r,i,a)}]}))}function ys({marks:e,span:t},n){let r=(t.endMs-t.startMs)/60;return e.filter(({atMs:e,endMs:t})=>n>=e-r&&n<=(t??e)+r)}function bs(e,t){return e.unit===``?t:`${t} ${e.unit}`}function xs(e,t){let n=e.panes.flatMap(({series:e})=>e.filter(({silent:e})=>e!==!0)).length>1,r=vs(e,t).map(({pane:e,series:t,text:r})=>n?`${t.name} ${bs(e,r)}`:bs(e,r)),i=ys(e,t).map(({name:e})=>e),o=r.length===0?[a(e.localize,`card_plot_nothing`)]:[];return[ms(e,t),...r,...o,...i].join(`, `)}function Ss(e,{startMs:t,endMs:n}){let[r,i,a,o,s]=[0,0,1/0,-1/0,NaN];for(let c=wo(e.t,t);c<wo(e.t,n);c+=1){if(!Jo(e,c))continue;let t=e.value[c]??null,n=e.low?.[c]??t,l=e.high?.[c]??t;n!==null&&(a=Math.min(a,n)),l!==null&&(o=Math.max(o,l)),t!==null&&(r+=t,i+=1,s=t)}return a>o?null:{mean:i>0?r/i:NaN,low:a,high:o,last:s}}function Cs({ticks:e=[]},t,{startMs:n,endMs:r}){let i=new Set(t.value.slice(wo(t.t,n),wo(t.t,r)));return e.filter(({value:e})=>i.has(e)).map(({text:e})=>e).reverse().join(`, `)}function ws({t:e,told:t=[]},{startMs:n,endMs:r}){let i=t.slice(wo(e,n),wo(e,r)).filter(Boolean);return i.length===0?``:` (${[...new Set(i)].join(`, `)})`}function Ts(e){let{localize:t,panes:n,marks:r,span:i}=e,o=n.flatMap(e=>e.series.flatMap(n=>{let r=n.silent===!0?null:Ss(n,i);if(r===null)return[];if(e.ticks!==void 0)return[a(t,`card_plot_summary_list`,{name:n.name,words:Cs(e,n,i)})];let o={name:n.name,mean:Number.isNaN(r.mean)?`–`:bs(e,e.format(r.mean)),low:bs(e,e.format(r.low)),high:bs(e,e.format(r.high))};return[a(t,`card_plot_summary`,o)]}));o.length===0&&o.push(a(t,`card_plot_empty`));let s=r.filter(({atMs:e,endMs:t})=>(t??e)>=i.startMs&&e<i.endMs);return s.length>0&&o.push(a(t,`card_plot_marked`,{count:s.length})),o.join(` `)}function Es(e){let{localize:t,panes:n,span:r,marks:i}=e,o=n.flatMap(e=>e.series.filter(({silent:e})=>e!==!0).map(t=>({pane:e,series:t}))),s=o.map(({pane:e,series:t})=>bs({...e,unit:e.unit&&`(${e.unit})`},t.name)),c=new Set;for(let{series:e}of o)for(let t=wo(e.t,r.startMs);t<wo(e.t,r.endMs);t+=1)Jo(e,t)&&c.add(e.t[t]??0);let l=[...c].sort((e,t)=>e-t),u=l.length<=ps?l.map(e=>({startMs:e,endMs:e+1})):Os(e);return{caption:n.every(({ticks:e})=>e!==void 0)?null:a(t,`card_plot_table_caption`),columns:s,rows:u.map(t=>({time:t.endMs-t.startMs===1?ms(e,t.startMs):ks(e,t),cells:o.map(({pane:n,series:r})=>Ds(e,n,r,t))})).filter(({cells:e})=>e.some(Boolean)),marks:i.filter(({atMs:e,endMs:t})=>(t??e)>=r.startMs&&e<r.endMs).map(({atMs:t,endMs:n,name:r})=>({time:ms(e,t,n),name:r}))}}function Ds({localize:e},t,n,r){if(t.ticks!==void 0)return Cs(t,n,r)+ws(n,r);let i=Ss(n,r);if(i===null)return``;let o=Number.isNaN(i.mean)?``:t.format(i.mean),[s,c]=[t.format(i.low),t.format(i.high)];if(s===c)return o||s;let l=a(e,`card_between`,{low:s,high:c});return o===``?l:`${o} (${l})`}function Os({span:e,timeZone:t}){let n=fs.find(t=>(e.endMs-e.startMs)/t<=ps)??28*us,r=k(e.startMs,t),i=[];for(let a=Math.floor(r/n)*n;ce(a,t)<e.endMs;a+=n){let r=Math.max(e.startMs,ce(a,t));i.push({startMs:r,endMs:Math.min(e.endMs,ce(a+n,t))})}return i.filter(({startMs:e,endMs:t})=>t>e)}function ks(e,{startMs:t,endMs:n}){let{hass:r,timeZone:i,clock:a}=e;if(n-t<us*.9){let e=M(r,{hour:`numeric`,minute:`2-digit`,timeZone:i}).formatRange(t,n);return a?e:`${hs(r,t,i)}, ${e}`}let o={day:`numeric`,month:`short`,timeZone:i};return ie(t,i)===ie(n-1,i)&&(o.weekday=`short`),M(r,o).formatRange(t,n-1)}function As(e,n,r){let i=r===null?[]:vs({...e,panes:[n]},r),o=new Map(i.map(({series:e,text:t})=>[e,t])),c=n.series.filter(({silent:e})=>e!==!0).sort((e,t)=>Number(e.dashed??!1)-Number(t.dashed??!1)),l=e.panes.slice(0,e.panes.indexOf(n)),u=new Set(l.flatMap(({bands:e})=>e?.map(({name:e})=>e)??[])),d=(n.bands??[]).filter(({name:e})=>e!==``&&!u.has(e)),f=l.some(e=>js(e)!==void 0)?void 0:js(n);return s`<div class="legend" aria-hidden="true">
    ${n.name===``?t:s`<span class="title"
            >${n.name}${n.unit===``?t:s` <bdi class="unit">${n.unit}</bdi>`}</span
          >`}
    ${c.map(i=>{let a=r===null?_s(e,n,i):o.get(i)??null,c=i.name===n.name?``:i.name;return c===``&&a===null&&r===null?t:s`<span class="key"
        >${Ps(i)}${c===``?t:s`<span>${c}</span>`}${a===null?t:s`<bdi class="value">${n.name===``?bs(n,a):a}</bdi>`}</span
      >`})}
    ${f===void 0?t:Ms(f.color,f.bandName??a(e.localize,`card_plot_range`))}
    ${d.map(({name:e,color:t})=>Ms(t,e))}
  </div>`}function js({series:e}){return e.find(({look:e,low:t,high:n})=>e===`line`&&t?.some((e,t)=>e!==n?.[t])===!0)}function Ms(e,t){return s`<span class="key"><i class="area" style="--tone: ${e}"></i>${t}</span>`}var Ns={points:`points`,bars:`solid`,span:`solid`,band:`area`};function Ps({look:e,color:t,dashed:n}){let r=Ns[e]??(n===!0?`dashed`:`line`);return s`<i class=${r} style="--tone: ${t}"></i>`}function Fs({startMs:e,endMs:t},n){return(n-e)/(t-e)}function Is(e,{leftPx:n,widthPx:r},i){let a=i===null?-1:Fs(e.span,i);if(i===null||a<0||a>1)return t;let o=ys(e,i).map(({name:e})=>e);return s`<div
    class="pill"
    dir="ltr"
    aria-hidden="true"
    style="--at: ${n+a*r}px; --part: ${a}"
  >
    <bdi>${[ms(e,i),...new Set(o)].join(` · `)}</bdi>
  </div>`}function Ls(e,{leftPx:n,widthPx:r},i,a){if(i===null)return t;let o=t=>n+Fs(e,t)*r,c=o(i.startMs);return s`<div
    class="selection"
    dir="ltr"
    style="left: ${c}px; width: ${o(i.endMs)-c}px; top: ${a}px"
  ></div>`}var Rs=13,zs=22,Bs=11,Vs=5;function Hs(e,t){Ws(e,()=>{for(let n of t.pane.bands??[])qs(e,n,t.colors);for(let n of t.marks)tc(e,n,t.colors);for(let n of t.pane.series)Js[n.look]?.(e,n,t)})}function Us(e,t){if(Ws(e,()=>{let n=-1/0,r=[...t.pane.thresholds??[]].sort((e,t)=>t.value-e.value);for(let i of r)n=ec(e,i,t,n)}),t.first){e.ctx.save();for(let n of t.marks)rc(e,n,t.colors);e.ctx.restore()}}function Ws(e,t){let{ctx:n,bbox:r}=e;n.save(),n.beginPath(),n.rect(r.left,r.top,r.width,r.height),n.clip(),t(),n.restore()}var Gs=(e,t)=>e.valToPos(t,`x`,!0),Ks=(e,t)=>e.valToPos(t,`y`,!0);function qs(e,t,n){let{ctx:r,bbox:i}=e,a=t.startMs===void 0?i.left:Gs(e,t.startMs),o=t.endMs===void 0?i.left+i.width:Gs(e,t.endMs),s=t.to===void 0?i.top:Ks(e,t.to),c=t.from===void 0?i.top+i.height:Ks(e,t.from);r.fillStyle=n.faint(t.color,Rs),r.fillRect(a,s,o-a,c-s)}var Js={line:Ys,steps:Qs,band:Ys,bars:Zs,span:$s};function Ys(e,t,{span:n,colors:r}){let{low:i,high:a,t:o}=t;if(i===void 0||a===void 0)return;e.ctx.fillStyle=r.faint(t.color,zs);let[s,c]=To(t,n),l=[],u=()=>{Xs(e.ctx,l),l=[]};for(let t=s;t<c;t+=1){let[n,r,s]=[o[t],i[t]??null,a[t]??null];n===void 0||r===null||s===null?u():l.push([Gs(e,n),Ks(e,r),Ks(e,s)])}u()}function Xs(e,t){let[n]=t;if(n!==void 0){if(t.length===1)e.fillRect(n[0]-2*Q.pxRatio,n[2],4*Q.pxRatio,n[1]-n[2]);else{e.beginPath();for(let[n,r]of t)e.lineTo(n,r);for(let[n,,r]of[...t].reverse())e.lineTo(n,r);e.fill()}}}function Zs(e,t,{span:n,colors:r}){let i=e.bbox.top+e.bbox.height,a=t.stepMs??0,[o,s]=To(t,n);e.ctx.fillStyle=t.dashed===!0?r.faint(t.color,45):r.get(t.color);for(let n=o;n<s;n+=1){let[r,o]=[t.t[n],t.value[n]??null];if(r===void 0||o===null)continue;let s=Gs(e,r),c=Gs(e,r+a)-s,l=Math.min(c*.15,4*Q.pxRatio),u=Ks(e,o);e.ctx.fillRect(s+l,u,Math.max(Q.pxRatio,c-2*l),i-u)}}function Qs(e,t,{span:n,colors:r}){let{ctx:i}=e,a=Q.pxRatio,o=t.dashed===!0,s=t=>Ks(e,t)+(o?Vs*a:0),c=new Path2D,l=new Path2D,[u,d]=To(t,n);for(let n=u;n<d;n+=1){let[r,i,u]=[t.t[n],t.value[n]??null,t.value[n-1]??null];if(r===void 0||i===null)continue;let d=Gs(e,r);c.moveTo(d,s(i)),c.lineTo(Math.max(Gs(e,qo(t,n)),d+a),s(i)),u===null||o||(l.moveTo(d,s(u)),l.lineTo(d,s(i)))}i.strokeStyle=r.faint(t.color,55),i.lineWidth=a,i.stroke(l),i.strokeStyle=r.get(t.color),i.lineWidth=(o?2:4)*a,o&&i.setLineDash([5*a,3*a]),i.stroke(c),i.setLineDash([])}function $s(e,t,{span:n,colors:r}){let{ctx:i}=e,[a,o]=To(t,n),s=e.bbox.width/Math.max(1,o-a);i.strokeStyle=r.get(t.color),i.lineWidth=Math.min(5*Q.pxRatio,Math.max(1.5*Q.pxRatio,s*.5)),i.lineCap=`round`;for(let n=a;n<o;n+=1){let[r,a,o]=[t.t[n],t.low?.[n]??null,t.high?.[n]??null];r!==void 0&&a!==null&&o!==null&&(i.beginPath(),i.moveTo(Gs(e,r),Ks(e,a)),i.lineTo(Gs(e,r),Ks(e,o)),i.stroke())}}function ec(e,{name:t,value:n,color:r},i,a){let{ctx:o,bbox:s}=e,c=Ks(e,n);if(c<s.top||c>s.top+s.height)return a;let l=Q.pxRatio;o.save(),o.strokeStyle=i.colors.get(r),o.lineWidth=1.5*l,o.setLineDash([2*l,4*l]),o.beginPath(),o.moveTo(s.left,c),o.lineTo(s.left+s.width,c),o.stroke(),o.restore();let u=15*l,d=c-u>s.top?c-u:c;if(t===``||d<a)return a;o.font=`${Bs*l}px ${i.colors.font}`,o.textAlign=i.rtl?`right`:`left`,o.textBaseline=`middle`,o.lineJoin=`round`,o.lineWidth=4*l,o.strokeStyle=i.colors.get(`var(--card-background-color, #fff)`),o.fillStyle=i.colors.get(`var(--secondary-text-color, #727272)`);let f=i.rtl?s.left+s.width-4*l:s.left+4*l;return o.strokeText(t,f,d+u/2),o.fillText(t,f,d+u/2),d+u}function tc(e,{atMs:t,endMs:n,shape:r,color:i},a){let{ctx:o,bbox:s}=e;n!==void 0&&(o.fillStyle=a.faint(i,8),o.fillRect(Gs(e,t),s.top,Gs(e,n)-Gs(e,t),s.height)),r===`triangle`&&(o.strokeStyle=a.faint(i,45),o.lineWidth=Q.pxRatio,o.beginPath(),o.moveTo(Gs(e,t),s.top),o.lineTo(Gs(e,t),s.top+s.height),o.stroke())}var nc={triangle:[[0,-1],[1,.8],[-1,.8]],diamond:[[0,-1],[1,0],[0,1],[-1,0]]};function rc(e,{atMs:t,endMs:n,shape:r,color:i},a){let{ctx:o,bbox:s}=e,c=Q.pxRatio,l=s.left+s.width,u=5*c,d=s.top-8*c,f=Gs(e,t);if(o.fillStyle=a.get(i),n!==void 0){let[t,r]=[Math.max(s.left,f),Math.min(l,Gs(e,n))];t<=r&&o.fillRect(t,d-2*c,Math.max(4*c,r-t),4*c)}if(!(f<s.left-1||f>l+1||r===`bar`)){if(o.beginPath(),r===`circle`)o.arc(f,d,u*.9,0,2*Math.PI);else for(let[e,t]of nc[r])o.lineTo(f+e*u,d+t*u);o.closePath(),o.fill(),o.strokeStyle=a.get(`var(--primary-text-color, #141414)`),o.lineWidth=c,o.stroke()}}var ic=6e4,ac=60*ic,oc=24*ac,sc=4*oc,cc=e=>({unit:`time`,size:e,aboutMs:e}),lc=e=>({unit:`day`,size:e*oc,aboutMs:e*oc}),uc=e=>({unit:`month`,size:e,aboutMs:e*30*oc}),dc=[...[1,2,5,10,15,30].map(e=>cc(e*ic)),...[1,2,3,6,12].map(e=>cc(e*ac)),...[1,2,7,14].map(lc),...[1,2,3,6].map(uc),...[1,2,5,10].map(e=>({unit:`year`,size:e*12,aboutMs:e*365*oc}))],fc=9*oc,pc=16;function mc(e,t){let n=e.endMs-e.startMs,r=[];for(let i of dc){let a=i.aboutMs/n*t.widthPx;if(!(a<28)&&(r=hc(e,i,t.timeZone).map(n=>({atMs:n,text:gc(n,i,e,t)})),a>=r.reduce((e,{text:n})=>Math.max(e,t.measure(n)),0)+pc))return r}return r}function hc({startMs:e,endMs:t},{unit:n,size:r},i){let a=[],o=k(t,i),s=k(e,i),c=r=>{let o=ce(r,i);(n!==`time`||k(o,i)===r)&&o>=e&&o<=t&&o>(a.at(-1)??-1/0)&&a.push(o)};if(n===`time`||n===`day`){let e=n===`day`?sc:0;for(let t=e+Math.ceil((s-e)/r)*r;t<=o;t+=r)c(t);return a}let l=new Date(s),u=l.getUTCFullYear()*12+l.getUTCMonth();for(let e=Math.ceil(u/r)*r;;e+=r){let t=Date.UTC(Math.floor(e/12),e%12,1);if(t>o)return a;t>=s&&c(t)}}function gc(e,{unit:t,size:n},r,{hass:i,timeZone:a,clock:o}){let s=o===!0?e+oc:e,c=e=>M(i,{...e,timeZone:a}).format(s),l=new Date(k(e,a)),u=l.getUTCHours()===0&&l.getUTCMinutes()===0;return t===`year`?c({year:`numeric`}):t===`month`?l.getUTCMonth()===0?c({year:`numeric`}):c({month:`short`}):t===`day`||u&&o!==!0?r.endMs-r.startMs<=fc?hs(i,e,a):c({day:`numeric`,month:`short`}):c(M(i,{hour:`numeric`,timeZone:a}).resolvedOptions().hour12===!0&&n%ac===0?{hour:`numeric`}:{hour:`numeric`,minute:`2-digit`})}var _c=28,vc=18,yc=[-3,-2,-1,0,1,2,3,4,5].flatMap(e=>[1,2,5].map(t=>e<0?t/10**-e:t*10**e)),bc=14,xc=class{constructor(e,t,n,r,i){this.root=e,this.pane=t,this.common=n,this.place=r,this.onDrawn=i,this.columns=Ho(t),this.u=new Q(this.options(),this.columns,e),this.setSpan()}static build(e,{first:t,last:n},{clock:r,rtl:i}){let a=e.series.map(({id:e,look:t,color:n,dashed:r})=>[e,t,n,r]);return JSON.stringify([e.id,e.heightPx,e.ticks,t,n,r,i,a])}set(e){let t=e===this.pane;this.pane=e,t||(this.columns=Ho(e)),this.u.batch(()=>{this.size(),this.u.setData(this.columns,!1),this.setSpan()})}append(e,t){return Uo(this.pane,this.columns,e,t)?(this.u.batch(()=>{this.u.setData(this.columns,!1),this.setSpan()}),!0):!1}setSpan(){let{startMs:e,endMs:t}=this.common().span;this.u.setScale(`x`,{min:e,max:t})}redraw(){this.u.redraw(!1,!0)}size(){let{widthPx:e}=this.common(),t=this.heightPx;(this.u.width!==e||this.u.height!==t)&&this.u.setSize({width:e,height:t})}setCursor(e){this.u.setCursor({left:e===null?-10:this.u.valToPos(e,`x`),top:e===null?-10:1},!1)}get area(){let{left:e,width:t}=this.u.bbox;return{leftPx:e/Q.pxRatio,widthPx:t/Q.pxRatio}}destroy(){this.u.destroy(),this.root.replaceChildren()}get heightPx(){let{heightPx:e=180}=this.pane;return e+(this.place.last?_c:10)+(this.place.first?16:8)}options(){let e=()=>({...this.common(),pane:this.pane,first:this.place.first}),{rtl:t,widthPx:n}=this.common();return{width:n,height:this.heightPx,ms:1,padding:[this.place.first?16:8,t?null:vc,this.place.last?0:10,t?vc:null],legend:{show:!1},select:{show:!1,left:0,top:0,width:0,height:0},cursor:{y:!1,drag:{x:!1,y:!1,setScale:!1},dataIdx:(e,t,n,r)=>this.row(t-1,r),points:{size:9,width:2,stroke:(e,t)=>this.color(t-1),fill:()=>this.common().colors.get(`var(--card-background-color, #fff)`)}},scales:{x:{time:!1,auto:!1,range:()=>this.ends()},y:{range:()=>[...Do(this.pane,this.common().span)]}},axes:[this.times(),this.values()],series:[{},...this.pane.series.map((e,t)=>this.series(e,t))],hooks:{drawClear:[t=>{Hs(t,e())}],draw:[t=>{Us(t,e()),zo(t,this.pane.ticks,this.common()),this.onDrawn()}]}}}ends(){let{startMs:e,endMs:t}=this.common().span;return[e,t]}color(e){return this.common().colors.get(this.pane.series[e]?.color??`currentColor`)}row(e,t){let n=this.pane.series[e],{span:r}=this.common(),i=n&&Go(n,t,(r.endMs-r.startMs)/60);return n===void 0||i==null?null:wo(this.columns[0],n.t[i]??0)}times(){let{last:e}=this.place,t=new Map;return{size:e?_c:0,font:this.font,stroke:()=>this.common().colors.get(`var(--secondary-text-color, #727272)`),grid:this.grid,ticks:{show:!1},gap:8,splits:e=>{let{hass:n,timeZone:r,clock:i,span:a,colors:o}=this.common(),s=e.bbox.width/Q.pxRatio;return e.ctx.save(),e.ctx.font=`12px ${o.font}`,t=new Map(mc(a,{hass:n,timeZone:r,clock:i,widthPx:s,measure:t=>e.ctx.measureText(t).width}).map(({atMs:e,text:t})=>[e,t])),e.ctx.restore(),[...t.keys()]},values:(n,r)=>r.map(n=>e?t.get(n)??``:``)}}values(){let{ticks:e}=this.pane,{rtl:t}=this.common();return{side:t?1:3,size:()=>this.common().axisPx,font:this.font,stroke:()=>this.common().colors.get(`var(--secondary-text-color, #727272)`),grid:this.grid,ticks:{show:!1},gap:6,space:28,incrs:yc,...e===void 0?{}:{splits:e.map(({value:e})=>e)},values:(t,n)=>e===void 0?n.map(e=>B(this.common().hass,e,n)):n.map(()=>``)}}get font(){return`12px ${this.common().colors.font}`}get grid(){return{stroke:()=>this.common().colors.faint(`var(--primary-text-color, #141414)`,10),width:1}}series({look:e,dashed:t},n){let r=()=>this.color(n);return{stroke:r,width:t===!0?1.5:2,...t===!0?{dash:[6,4]}:{},...e===`line`?{}:{paths:()=>null},points:{size:e===`points`?7:5,width:1,stroke:r,fill:r,show:()=>e===`points`||e===`line`&&this.sparse(n),filter:(t,n,r)=>e!==`line`||r?null:Sc(t.data[n]??[])}}}sparse(e){let t=this.pane.series[e];if(t===void 0)return!1;let{span:n,widthPx:r}=this.common(),[i,a]=To(t,n),o=((t.t[a-1]??0)-(t.t[i]??0))/Math.max(1,a-i-1);return a-i<3||o/(n.endMs-n.startMs)*r>bc}};function Sc(e){let t=[],n=null,r=-1;for(let i=0;i<e.length;i+=1){let a=e[i];a!==void 0&&(a===null?(r>=0&&t.push(r),r=-1):r=n===null?i:-1,n=a)}return r>=0&&t.push(r),t}var Cc=[l(`.uplot,.uplot *,.uplot :before,.uplot :after{box-sizing:border-box}.uplot{width:min-content;font-family:system-ui,-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Noto Sans,Ubuntu,Cantarell,Helvetica Neue,Arial,sans-serif,Apple Color Emoji,Segoe UI Emoji,Segoe UI Symbol,Noto Color Emoji;line-height:1.5}.u-title{text-align:center;font-size:18px;font-weight:700}.u-wrap{-webkit-user-select:none;user-select:none;position:relative}.u-over,.u-under{position:absolute}.u-under{overflow:hidden}.uplot canvas{width:100%;height:100%;display:block;position:relative}.u-axis{position:absolute}.u-legend{text-align:center;margin:auto;font-size:14px}.u-inline{display:block}.u-inline *{display:inline-block}.u-inline tr{margin-right:16px}.u-legend th{font-weight:600}.u-legend th>*{vertical-align:middle;display:inline-block}.u-legend .u-marker{width:1em;height:1em;margin-right:4px;background-clip:padding-box!important}.u-inline.u-live th:after{content:":";vertical-align:middle}.u-inline:not(.u-live) .u-value{display:none}.u-series>*{padding:4px}.u-series th{cursor:pointer}.u-legend .u-off>*{opacity:.3}.u-select{pointer-events:none;background:#00000012;position:absolute}.u-cursor-x,.u-cursor-y{pointer-events:none;will-change:transform;position:absolute;top:0;left:0}.u-hz .u-cursor-x,.u-vt .u-cursor-y{border-right:1px dashed #607d8b;height:100%}.u-hz .u-cursor-y,.u-vt .u-cursor-x{border-bottom:1px dashed #607d8b;width:100%}.u-cursor-pt{pointer-events:none;will-change:transform;border:0 solid;border-radius:50%;position:absolute;top:0;left:0;background-clip:padding-box!important}.u-axis.u-off,.u-select.u-off,.u-cursor-x.u-off,.u-cursor-y.u-off,.u-cursor-pt.u-off{display:none}`),o`
    :host {
      display: block;
      position: relative;
      height: auto;
      min-width: 0;
    }
    .uplot {
      font-family: inherit;
    }
    .tools {
      display: flex;
      justify-content: flex-end;
      position: absolute;
      z-index: 1;
      inset-block-start: -8px;
      inset-inline-end: 0;
    }
    /* The first pane's title shares its row with the tools. */
    .pane:first-child .legend {
      padding-inline-end: 168px;
    }
    .tools:not(:has(button + button)) ~ .stage .pane:first-child .legend {
      padding-inline-end: 48px;
    }
    @container (max-width: 480px) {
      /* The title beside them, what else there is to say below. */
      .tools {
        position: relative;
        float: inline-end;
        margin-block: -8px;
        inset-block-start: 0;
      }
      .stage .pane:first-child .legend.legend {
        display: block;
        padding-inline-end: 0;
        line-height: 22px;
      }
      .pane:first-child .legend > * {
        display: inline-block;
        margin-inline-end: 10px;
      }
      .canvas {
        clear: both;
      }
    }
    .tools button {
      display: inline-grid;
      place-items: center;
      width: 40px;
      height: 40px;
      border-radius: 50%;
      --mdc-icon-size: 20px;
      color: var(--secondary-text-color);
    }
    .tools button:hover,
    .tools button[aria-pressed="true"] {
      color: var(--primary-text-color);
      background: color-mix(in srgb, var(--primary-text-color) 8%, transparent);
    }
    .stage {
      position: relative;
      border-radius: 8px;
      touch-action: pan-y;
      user-select: none;
      -webkit-user-select: none;
    }
    .stage:focus-visible {
      outline: 2px solid var(--primary-color);
      outline-offset: 2px;
    }
    :host([busy]) .stage {
      min-height: 200px;
    }
    :host([busy]) .stage::before {
      content: "";
      position: absolute;
      inset-block-start: -4px;
      inset-inline: 0;
      height: 2px;
      border-radius: 1px;
      background: linear-gradient(90deg, transparent, var(--primary-color), transparent) 0 / 50% 100%;
      animation: coming 1.2s linear infinite;
    }
    @keyframes coming {
      from {
        background-position: -100% 0;
      }
      to {
        background-position: 200% 0;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      :host([busy]) .stage::before {
        animation: none;
        background: var(--primary-color);
      }
    }
    .canvas {
      position: relative;
    }
    .canvas .u-over {
      cursor: crosshair;
    }
    .canvas .u-cursor-x {
      border-inline-end: 1px solid var(--primary-text-color);
      opacity: 0.5;
    }
    .legend {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 14px;
      min-height: 24px;
      font-size: var(--ha-font-size-s, 12px);
      color: var(--secondary-text-color);
    }
    .legend .title {
      color: var(--primary-text-color);
      font-size: var(--ha-font-size-m, 14px);
      font-weight: var(--ha-font-weight-medium, 500);
    }
    .legend .unit {
      color: var(--secondary-text-color);
      font-weight: 400;
    }
    .legend .value {
      color: var(--primary-text-color);
      font-variant-numeric: tabular-nums;
    }
    /* Not a margin of the value: that is read in a direction of its own. */
    .key > span {
      margin-inline-end: 6px;
    }
    .key i {
      display: inline-block;
      vertical-align: middle;
      margin-inline-end: 6px;
      width: 16px;
      border-block-start: 2px solid var(--tone);
    }
    .key i.dashed {
      border-block-start-style: dashed;
    }
    .key i.points {
      width: 8px;
      height: 8px;
      border: 0;
      border-radius: 50%;
      background: var(--tone);
    }
    .key i.solid {
      height: 10px;
      width: 10px;
      border: 0;
      border-radius: 2px;
      background: var(--tone);
    }
    .key i.area {
      height: 10px;
      border: 0;
      border-radius: 2px;
      background: color-mix(in srgb, var(--tone) 26%, transparent);
      box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--tone) 50%, transparent);
    }
    .pill {
      position: absolute;
      inset-block-end: 2px;
      left: var(--at);
      /* Never beyond either edge. */
      transform: translateX(calc(var(--part) * -100%));
      padding: 2px 8px;
      border-radius: 10px;
      white-space: nowrap;
      max-width: 100%;
      overflow: hidden;
      text-overflow: ellipsis;
      pointer-events: none;
      font-size: var(--ha-font-size-s, 12px);
      font-variant-numeric: tabular-nums;
      color: var(--card-background-color, #fff);
      background: var(--primary-text-color);
    }
    .selection {
      position: absolute;
      inset-block-end: 28px;
      pointer-events: none;
      background: color-mix(in srgb, var(--primary-color) 18%, transparent);
      border: 1px solid var(--primary-color);
      border-width: 0 1px;
    }
    .table {
      max-height: 320px;
      overflow: auto;
      margin-block-start: 8px;
      font-size: var(--ha-font-size-s, 12px);
      font-variant-numeric: tabular-nums;
    }
    .table table + table {
      margin-block-start: 12px;
    }
    .table thead th {
      position: sticky;
      inset-block-start: 0;
      background: var(--card-background-color, #fff);
      color: var(--secondary-text-color);
    }
    .table tr + tr > * {
      border-block-start: 1px solid var(--divider-color);
    }
  `];function wc(e,n,r){let{caption:i,columns:o,rows:c,marks:l}=n;return c.length===0&&l.length===0?s`<p class="note">${a(e,`card_plot_empty`)}</p>`:s`<div class="table" tabindex="0" role="region" aria-label=${r}>
    <table>
      ${i===null?t:s`<caption>
              ${i}
            </caption>`}
      <thead>
        <tr>
          <th scope="col">${a(e,`card_plot_time`)}</th>
          ${o.map(e=>s`<th scope="col">${e}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${c.map(({time:e,cells:t})=>s`<tr>
              <th scope="row"><bdi>${e}</bdi></th>
              ${t.map(e=>s`<td><bdi>${e}</bdi></td>`)}
            </tr>`)}
      </tbody>
    </table>
    ${l.length===0?t:s`<table>
            <caption>
              ${a(e,`card_plot_marks`)}
            </caption>
            <tbody>
              ${l.map(({time:e,name:t})=>s`<tr>
                    <th scope="row"><bdi>${e}</bdi></th>
                    <td>${t}</td>
                  </tr>`)}
            </tbody>
          </table>`}
  </div>`}var Tc=.6;function Ec(e,{zoomable:n,table:r,zoom:i,reset:o,toggleTable:c}){let l=(e,n,r,i)=>s`<button
      aria-label=${n}
      title=${n}
      aria-pressed=${i===void 0?t:i?`true`:`false`}
      @click=${r}
    >
      <ha-icon .icon=${e} aria-hidden="true"></ha-icon>
    </button>`,u=e=>()=>{i(e)};return s`<div class="tools">
    ${n?[l(`mdi:magnify-plus-outline`,a(e,`card_plot_zoom_in`),u(Tc)),l(`mdi:magnify-minus-outline`,a(e,`card_plot_zoom_out`),u(1/Tc)),l(`mdi:arrow-expand-horizontal`,a(e,`card_plot_reset`),o)]:t}
    ${l(`mdi:table`,a(e,`card_plot_table`),c,r)}
  </div>`}var Dc,Oc=200,kc=(Dc=class extends S{constructor(...e){super(...e),this.panes=[],this.marks=[],this.span=ne(`day`,Date.now()),this.label=``,this.clock=!1,this.zoomable=!0,this.busy=!1,this.cursorMs=null,this.selected=null,this.table=!1,this.spoken=``,this.plots=[],this.resize=new ResizeObserver(()=>{this.measure()}),this.width=0,this.does={zoom:e=>{this.gestures.zoom(e)},reset:()=>{this.tell({span:this.span,by:`reset`})},toggleTable:()=>{this.table=!this.table}},this.gestures=new ss({span:()=>this.span,area:()=>this.area(),zoomable:()=>this.zoomable,stops:()=>this.stops??=Yo(this.panes),cursor:()=>this.cursorMs,point:(e,t)=>{this.cursorMs=e,t===!0&&this.speak()},move:(e,t)=>{this.span=e,this.tell({span:e,by:t})},reset:()=>{this.does.reset()},select:e=>{this.selected=e}})}get widthPx(){return Math.max(0,Math.round(this.plots[0]?.plot.area.widthPx??this.width))}appendPoint(e,t){let n=this.panes.findIndex(({series:t})=>t.some(({id:t})=>t===e));this.plots[n]?.plot.append(e,t)===!0&&(this.stops=void 0,this.requestUpdate())}connectedCallback(){super.connectedCallback(),this.leaveTheme=Vo(()=>{if(this.colors?.refresh()===!0)for(let{plot:e}of this.plots)e.redraw()}),this.observed!==void 0&&this.resize.observe(this.observed)}disconnectedCallback(){super.disconnectedCallback(),this.leaveTheme?.(),this.resize.disconnect(),clearTimeout(this.speaking)}willUpdate(e){e.has(`panes`)&&(this.stops=void 0)}updated(e){if(this.observe(),this.width===0||this.hass===void 0)return;let t=[`panes`,`marks`,`clock`,`hass`].some(t=>e.has(t))||this.plots.length===0;if(t)this.draw();else if(e.has(`span`))for(let{plot:e}of this.plots)e.setSpan();if(e.has(`cursorMs`)||this.cursorMs!==null&&(t||e.has(`span`)))for(let{plot:e}of this.plots)e.setCursor(this.cursorMs)}observe(){let{stage:e}=this;e!==null&&e!==this.observed&&(this.observed=e,this.resize.disconnect(),this.resize.observe(e),this.gestures.attach(e))}measure(){let e=Math.floor(this.stage?.clientWidth??0);if(e!==0&&e!==this.width){if(this.width=e,this.plots.length===0)this.requestUpdate(`panes`);else for(let{plot:e}of this.plots)e.size();this.dispatchEvent(new CustomEvent(`plot-resized`,{bubbles:!0,composed:!0}))}}draw(){this.colors??=new Bo(this);let e=this.common();for(let{plot:e}of this.plots.slice(this.panes.length))e.destroy();this.plots=this.panes.flatMap((t,n)=>{let r={first:n===0,last:n===this.panes.length-1},i=xc.build(t,r,e),a=this.plots[n];if(a?.build===i)return a.plot.set(t),[a];a?.plot.destroy();let o=this.places[n];return o===void 0?[]:(o.replaceChildren(),[{build:i,plot:new xc(o,t,()=>this.common(),r,()=>{r.last&&this.dispatchEvent(new CustomEvent(`plot-drawn`,{bubbles:!0,composed:!0}))})}])})}common(){let{hass:e,colors:t}=this;if(e===void 0||t===void 0)throw Error(`drawn before it was given anything`);return{hass:e,colors:t,span:this.span,marks:this.marks,timeZone:this.timeZone(e),clock:this.clock,rtl:getComputedStyle(this).direction===`rtl`,axisPx:Io(e,this.panes,this.span,this.width),widthPx:this.width}}timeZone(e){return this.clock?`UTC`:A(e)}get drawn(){return this.plots[0]?.plot.area??{leftPx:0,widthPx:0}}area(){let{leftPx:e,widthPx:t}=this.drawn;return{left:(this.places[0]?.getBoundingClientRect().left??0)+e,width:t}}tell(e){this.dispatchEvent(new CustomEvent(`span-changed`,{detail:e,bubbles:!0,composed:!0}))}speak(){clearTimeout(this.speaking),this.speaking=setTimeout(()=>{let e=this.telling();e!==void 0&&this.cursorMs!==null&&(this.spoken=xs(e,this.cursorMs))},Oc)}telling(){let{hass:e,localize:t,panes:n,marks:r,span:i,clock:a}=this;if(e!==void 0&&t!==void 0)return{hass:e,localize:t,panes:n,marks:r,span:i,timeZone:this.timeZone(e),clock:a}}render(){let e=this.telling();if(e===void 0)return t;let{localize:n}=e;return this.panes.length===0?s`<div class="stage"></div>`:s`
      ${Ec(n,{...this.does,zoomable:this.zoomable,table:this.table})}
      <div
        class="stage"
        tabindex="0"
        role="application"
        aria-label="${this.label}. ${Ts(e)}"
        aria-describedby="keys"
        aria-busy=${this.busy?`true`:`false`}
      >
        ${this.panes.map(t=>s`<div class="pane">
              ${As(e,t,this.cursorMs)}
              <div class="canvas" dir="ltr" style="min-height: ${t.heightPx??180}px"></div>
            </div>`)}
        ${this.plots.length===0?t:Is(e,this.drawn,this.cursorMs)}
        ${Ls(this.span,this.drawn,this.selected,this.places[0]?.offsetTop??0)}
      </div>
      <p id="keys" class="spoken">${a(n,this.zoomable?`card_plot_keys`:`card_plot_keys_fixed`)}</p>
      <p class="spoken" role="status">${this.spoken}</p>
      ${this.table?wc(n,Es(e),this.label):t}
    `}},Dc.styles=[re,Cc],Dc);_([u({attribute:!1})],kc.prototype,`hass`,void 0),_([u({attribute:!1})],kc.prototype,`localize`,void 0),_([u({attribute:!1})],kc.prototype,`panes`,void 0),_([u({attribute:!1})],kc.prototype,`marks`,void 0),_([u({attribute:!1,hasChanged:Ac})],kc.prototype,`span`,void 0),_([u()],kc.prototype,`label`,void 0),_([u({type:Boolean})],kc.prototype,`clock`,void 0),_([u({attribute:!1})],kc.prototype,`zoomable`,void 0),_([u({type:Boolean,reflect:!0})],kc.prototype,`busy`,void 0),_([c()],kc.prototype,`cursorMs`,void 0),_([c()],kc.prototype,`selected`,void 0),_([c()],kc.prototype,`table`,void 0),_([c()],kc.prototype,`spoken`,void 0),_([he(`.stage`)],kc.prototype,`stage`,void 0),_([_e(`.canvas`)],kc.prototype,`places`,void 0),kc=_([m(`healthsense-plot`)],kc);function Ac(e,t){return e.startMs!==t?.startMs||e.endMs!==t.endMs}var jc=[`var(--color-1, #4269d0)`,`var(--color-7, #9c6b4e)`,`var(--color-9, #01ab63)`,`var(--color-5, #a463f2)`],Mc=`var(--secondary-text-color, #727272)`,$={good:`var(--success-color, #43a047)`,notice:`var(--info-color, #039be5)`,warning:`var(--warning-color, #ffa600)`,urgent:`var(--error-color, #db4437)`,plain:`var(--secondary-text-color, #727272)`},Nc=o`
  :host {
    display: flex;
    flex-direction: column;
    gap: 12px;
    height: auto;
    min-width: 0;
  }
  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
  }
  .choice button {
    min-height: 36px;
    padding-inline: 12px;
    border-radius: 18px;
    box-shadow: inset 0 0 0 1px var(--divider-color);
  }
  .choice button[aria-pressed="true"] {
    font-weight: var(--ha-font-weight-medium, 500);
    background: color-mix(in srgb, var(--primary-color) 16%, transparent);
    box-shadow: inset 0 0 0 2px var(--primary-color);
  }
  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(110px, 1fr));
    gap: 8px 12px;
  }
  .figures dd {
    font-size: var(--ha-font-size-l, 16px);
    font-variant-numeric: tabular-nums;
  }
`,Pc,Fc=class extends S{constructor(...e){super(...e),this.asked=new T(this)}detail(e){return``}get busy(){return this.asked.busy}willUpdate(e){let{shown:t}=this;if(t===void 0||!e.has(`shown`))return;let{startMs:n,endMs:r}=t.span;this.asked.want(t.hass.connection,t.person.person_id,`${n} ${r} ${this.detail(t)}`,()=>this.fetch(t.hass.connection,t))}render(){let{shown:e}=this;if(e===void 0)return t;let{value:n,failure:r}=this.asked,i=r===null?t:j(x(r,e.localize));return n===void 0?r===null?j(a(e.localize,`card_waiting`)):s`${i}`:s`${i}${this.draw(e,n)}`}};Pc=Fc,Pc.styles=[re,Nc],_([u({attribute:!1})],Fc.prototype,`shown`,void 0);function Ic(e,t){return t.map(t=>e.person.current[t]?.measured_at??``).join(` `)}function Lc(e,t,n,r){return s`<div class="choice" role="group" aria-label=${e}>
    ${t.map(([e,t])=>s`<button
          aria-pressed=${e===n?`true`:`false`}
          @click=${()=>{r(e)}}
        >
          ${t}
        </button>`)}
  </div>`}function Rc(e){return s`<dl class="figures">
    ${e.map(([e,t])=>s`<div>
          <dt>${e}</dt>
          <dd><bdi>${t}</bdi></dd>
        </div>`)}
  </dl>`}var zc=[70,180],Bc=[54,250],Vc=[[`very_high`,`card_glucose_very_high`],[`high`,`card_glucose_high`],[`in_range`,`card_glucose_in_range`],[`low`,`card_glucose_low`],[`very_low`,`card_glucose_very_low`]],Hc=6e4;function Uc(e){return e.map(e=>e*Hc)}function Wc(e,t){let n=new Map;return e.t.forEach((r,i)=>{let a=ie(r,t),o=n.get(a);o===void 0&&n.set(a,o={start:te(a,t)??r,t:[],value:[]}),o.t.push(r-o.start),o.value.push(e.mean[i]??null)}),[...n].map(([e,{t,value:n}])=>({day:e,t,value:n}))}var Gc,Kc={startMs:0,endMs:864e5},qc=15,Jc=14,Yc=288,Xc=864e5,Zc={very_high:[$.warning,!0],high:[$.warning,!1],in_range:[$.good,!1],low:[$.urgent,!1],very_low:[$.urgent,!0]},Qc=(Gc=class extends Fc{constructor(...e){super(...e),this.way=`profile`}detail(e){return Ic(e,[`glucose`])}async fetch(e,{person:t,span:n}){let r=Math.max(n.startMs,n.endMs-Jc*Xc),i=Math.ceil((n.endMs-r)/Xc),[a,o]=await Promise.all([e.sendMessagePromise({type:`healthsense/day_profile`,person_id:t.person_id,vital:`glucose`,start:new Date(n.startMs).toISOString(),end:new Date(n.endMs).toISOString(),bin_minutes:qc}),xt(e,{personId:t.person_id,vital:`glucose`,startMs:r,endMs:n.endMs,widthPx:i*Yc})]);return{profile:a,chart:o}}draw({hass:e,localize:n,person:r},{profile:i,chart:o}){let c=ve(e,`glucose`,i.unit,v(e,r.device_id,`glucose`)),l=i.refused===null?this.way:`days`,u=l===`profile`?el(n,c,i):tl(e,n,c,o);return s`
      ${i.refused===null?Lc(a(n,`card_glucose_ways`),[[`profile`,a(n,`card_glucose_profile`)],[`days`,a(n,`card_glucose_days`)]],l,e=>{this.way=e}):j(a(n,`card_glucose_too_little`,{days:i.days_with_data}))}
      <healthsense-plot
        .hass=${e}
        .localize=${n}
        .panes=${[u]}
        .marks=${[]}
        .span=${Kc}
        .clock=${!0}
        .zoomable=${!1}
        .busy=${this.busy}
        .label=${`${r.name}: ${u.name}`}
      ></healthsense-plot>
      ${i.time_in_range===null?t:nl(e,n,c,i.time_in_range)}
      ${rl(e,n,c,i)}
    `}},Gc.styles=[...Fc.styles,o`
      .shares {
        display: flex;
        height: 20px;
        border-radius: 6px;
        overflow: hidden;
        gap: 2px;
      }
      .share {
        background: var(--tone);
        min-width: 2px;
      }
      .hatched {
        background: repeating-linear-gradient(
          45deg,
          var(--tone) 0 4px,
          color-mix(in srgb, var(--tone) 55%, var(--card-background-color, #fff)) 4px 8px
        );
      }
      .key {
        display: inline-block;
        width: 12px;
        height: 12px;
        margin-inline-end: 6px;
        border-radius: 3px;
        vertical-align: -1px;
      }
      td:last-child {
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
    `],Gc);_([c()],Qc.prototype,`way`,void 0),Qc=_([m(`healthsense-history-glucose`)],Qc);function $c(e,t){return{unit:t.unit,bands:[{name:a(e,`card_glucose_target`),color:$.good,from:t.shown(zc[0]),to:t.shown(zc[1])}],format:e=>t.text(t.ours(e)),atLeast:[t.shown(40),t.shown(220)],heightPx:260}}function el(e,t,n){let r=Uc(n.minute),i=e=>e.map(e=>e===null?null:t.shown(e)),o=qc*6e4,s=[{id:`outer`,name:a(e,`card_glucose_nine_in_ten`),look:`band`,t:r,value:i(n.p50),low:i(n.p5),high:i(n.p95),color:`color-mix(in srgb, ${jc[0]} 45%, transparent)`,stepMs:o},{id:`inner`,name:a(e,`card_glucose_half`),look:`band`,t:r,value:i(n.p50),low:i(n.p25),high:i(n.p75),color:jc[0],stepMs:o},{id:`median`,name:a(e,`card_glucose_median`),look:`line`,t:r,value:i(n.p50),color:jc[0],stepMs:o}];return{id:`glucose`,name:a(e,`card_glucose_profile`),series:s,...$c(e,t)}}function tl(e,t,n,r){let i=A(e),o=Wc(r,i),s=M(e,{weekday:`short`,day:`numeric`,month:`short`}),c=o.map((e,t)=>{let r=t===o.length-1;return{id:e.day,name:s.format((te(e.day,i)??0)+Xc/2),look:`line`,t:e.t,value:e.value.map(e=>e===null?null:n.shown(e)),color:r?jc[0]:`color-mix(in srgb, ${Mc} 45%, transparent)`,silent:!r}});return{id:`glucose`,name:a(t,`card_glucose_days`),series:c,...$c(t,n)}}function nl(e,n,r,i){let o={very_high:`> ${r.whole(Bc[1])}`,high:`${r.text(zc[1])}–${r.whole(Bc[1])}`,in_range:`${r.text(zc[0])}–${r.whole(zc[1])}`,low:`${r.text(Bc[0])}–${r.whole(zc[0])}`,very_low:`< ${r.whole(Bc[0])}`},c=([e,t])=>[t?`hatched`:``,`--tone:${e}`];return s`
    <div class="shares" aria-hidden="true">
      ${[...Vc].reverse().map(([e])=>{let[n,r]=c(Zc[e]);return i[e]===0?t:s`<span class=${`share ${n}`} style=${`${r};flex:${i[e]}`}></span>`})}
    </div>
    <table>
      <caption>
        ${a(n,`card_glucose_shares`)}
      </caption>
      <tbody>
        ${Vc.map(([t,r])=>{let[l,u]=c(Zc[t]);return s`<tr>
            <th scope="row">
              <span class=${`share key ${l}`} style=${u} aria-hidden="true"></span>${a(n,r)}
            </th>
            <td><bdi>${o[t]}</bdi></td>
            <td><bdi>${R(e,i[t]*100,+(i[t]<.01))} %</bdi></td>
          </tr>`})}
      </tbody>
    </table>
  `}function rl(e,t,n,r){let i=[];return r.mean!==null&&i.push([a(t,`card_glucose_mean`),n.whole(r.mean)]),r.gmi!==null&&i.push([d(t,`glucose_gmi`),`${R(e,r.gmi,1,1)} %`]),r.cv!==null&&i.push([d(t,`glucose_cv`),`${R(e,r.cv,0)} %`]),i.push([a(t,`card_glucose_recorded`),a(t,`card_glucose_of_days`,{count:r.days_with_data,all:r.days})]),Rc(i)}var il={kind:`glucose`,range:`month`,ranges:[`day`,`week`,`month`],title:({localize:e})=>d(e,`glucose`),render:e=>s`<healthsense-history-glucose .shown=${e}></healthsense-history-glucose>`},al={sleep_stage:[`deep`,`light`,`rem`,`in_bed`,`awake`],consciousness:[`unresponsive`,`pain`,`voice`,`confusion`,`alert`]},ol=.5,sl=30;function cl(e,t){let n=al[e]??[],r=e=>n.includes(e)?n.indexOf(e):n.length;return[...t].sort((e,t)=>r(e)-r(t))}function ll({stepMs:e,freshForMs:t}){return Math.max(e,t)}function ul(e,{vital:t,levels:n=[]}){let r=r=>p(e,t,n[r]??``);return{format:r,ends:[-.5,n.length-1+ol],ticks:n.map((e,t)=>({value:t,text:r(t)})),heightPx:Math.max(2,n.length)*sl}}var dl={day:1,week:7,month:28,year:365},fl=864e5,pl=new Set([`steps`,`distance`,`active_energy`]),ml=2*fl,hl=`not_found`,gl=4;function _l(e,t,n){let r=ce(k(e.startMs,n)-dl[t]*fl,n);return{startMs:r,endMs:r+e.endMs-e.startMs}}async function vl(e,t,r){let{hass:i,config:a,person:o,span:s}=e,c=(e,n,{startMs:a,endMs:s})=>Promise.all(t.map(async t=>{let c=pl.has(t)&&s-a>ml,l={personId:e,vital:t,startMs:a,endMs:s,widthPx:c?Math.max(r,(s-a)/fl*gl):r},u=e===o.person_id?o.current[t]:void 0,d=await St(i.connection,l),f=u===void 0?-1/0:Date.parse(u.measured_at);if(yt(d))return bl(i,d,f);let p=yl(i,n,Ct(d),f);return c?xl(p,A(i)):p})),l=[];if(a.compare!==void 0&&a.compare!==`none`){let e=_l(s,a.compare,A(i)),t=s.startMs-e.startMs;l.push(c(o.person_id,o.device_id,e).then(e=>({kind:`earlier`,shiftMs:t,lines:e.map(e=>Cl(e,t))})))}let u=a.compare_device_id?y(i,a.compare_device_id):void 0,d=a.compare_device_id&&u===void 0?`unknown`:null;u===o.person_id?d=`same`:u!==void 0&&l.push(c(u,o.device_id,s).then(e=>({kind:`person`,shiftMs:0,lines:e}),e=>{let t=n(e);if(h(t))throw e;return d=t.code===hl?`unknown`:t,{kind:`person`,shiftMs:0,lines:[]}}));let[f,p]=await Promise.all([c(o.person_id,o.device_id,s),Promise.all(l)]);return{span:s,lines:f,beside:p,without:d}}function yl(e,t,n,r){let{vital:i,unit:a,usual:o,step_ms:s,fresh_for_ms:c,count:l}=n.columns,u=ve(e,i,a,v(e,t,i)),d=e=>e.map(e=>e===null?null:u.shown(e));return{vital:i,scale:u,t:n.t,value:d(n.mean),low:d(n.min),high:d(n.max),stepMs:s,freshForMs:c,usual:o&&[u.shown(o[0]),u.shown(o[1])],daily:!1,last:{count:l.at(-1)??0,newestMs:r}}}function bl(e,t,n){let{vital:r,unit:i,step_ms:a,fresh_for_ms:o,count:s,sources:c,source:l}=t,u=cl(r,t.words),d=[],f=[],p=[];t.t.forEach((e,n)=>{let r=u.indexOf(t.last[n]??``);d.push(e),f.push(r<0?null:r),p.push(c[l[n]??-1]?.name??``);let i=t.t[n+1];i===void 0||i-e<=a+o||(d.push(e+ll({stepMs:a,freshForMs:o})),f.push(null),p.push(``))});let m={count:s.at(-1)??0,newestMs:n};return{vital:r,scale:ve(e,r,i),t:d,value:f,low:f,high:f,stepMs:a,freshForMs:o,usual:null,daily:!1,levels:u,...new Set(l).size>1?{told:p,names:new Map(c.map(e=>[e.source,e.name]))}:{},last:m}}function xl(e,t){let n=new Map;e.t.forEach((r,i)=>{let a=e.high[i]??null;if(a===null)return;let o=ce(Math.floor(k(r,t)/fl)*fl,t);n.set(o,Math.max(n.get(o)??0,a))});let r=[...n.values()];return{...e,daily:!0,t:[...n.keys()],value:r,low:[...r],high:[...r],stepMs:fl}}function Sl({levels:e,scale:t},n){if(e===void 0)return typeof n==`number`?t.shown(n):null;let r=typeof n==`string`?e.indexOf(n):-1;return r<0?null:r}function Cl(e,t){return{...e,t:e.t.map(e=>e+t)}}function wl(e,t){let n=Date.parse(t.measured_at),r=Sl(e,t.value);if(r===null||!(n>e.last.newestMs))return[];let i=e.t.length-1,a=e.t[i]??-1/0,o=e.value[i]??null;if(n<a)return[];if(e.last.newestMs=n,e.daily){let e=Math.max(o??0,r);return n<a+fl?[{t:a,value:e}]:[]}if(n<a+e.stepMs&&o!==null){if(e.last.count+=1,e.levels!==void 0)return[{t:a,value:r,...Tl(e,t)}];let{count:n}=e.last;return[{t:a,value:o+(r-o)/n,low:Math.min(e.low[i]??r,r),high:Math.max(e.high[i]??r,r)}]}e.last.count=1;let s=a!==-1/0&&o!==null&&n-a>e.stepMs+e.freshForMs,c={t:a+(e.levels===void 0?e.stepMs:ll(e)),value:null,low:null,high:null};return[...s?[c]:[],{t:n,value:r,low:r,high:r,...Tl(e,t)}]}function Tl({names:e},{source:t}){return e===void 0?{}:{told:e.get(t)??t}}var El=new Set([`%`,``]),Dl=new Set([`steps`,`flights`]),Ol=[220,150,120,110],kl={day:`card_history_compare_day`,week:`card_history_compare_week`,month:`card_history_compare_month`,year:`card_history_compare_year`};function Al(e,{lines:t,beside:n},r){let i=new Map;for(let e of t){let{unit:t}=e.scale,n=El.has(t)?e.vital:t;i.set(n,[...i.get(n)??[],e])}let a=Ol[i.size-1]??110;return[...i].map(([t,i])=>jl(e,t,i,n,r,a))}function jl(e,t,n,r,i,a){let{localize:o}=e,[s]=n,c=n.length>1,l=e=>jc[e%jc.length]??`var(--secondary-text-color, #727272)`,u=e=>s===void 0?String(e):s.scale.text(s.scale.ours(e));return{id:t,name:Ml(o,n),unit:s===void 0||Dl.has(s.scale.unit)?``:s.scale.unit,series:[...n.flatMap((t,n)=>Il(e,t,r,c?l(n):null)),...n.map((e,t)=>Fl(o,e,l(t)))],bands:n.flatMap((t,n)=>Ll(e,t,c?l(n):null,n===0)),thresholds:i===void 0?[]:n.flatMap(({vital:e,scale:t})=>Ul(o,i,e,t,c)),format:u,heightPx:a,...n.every(({daily:e})=>e)?{ends:[0,null]}:{},...s?.levels===void 0?{}:ul(o,s)}}function Ml(e,t){let n=Pl(e,t.map(({vital:e})=>e));return n.length>1?``:n[0]??``}var Nl=[`systolic`,`diastolic`];function Pl(e,t){let n=Nl.every(e=>t.includes(e));return[...new Set(t.map(t=>n&&Nl.includes(t)?a(e,`advice_measure_blood_pressure`):d(e,t)))]}function Fl(e,t,n){let{vital:r,t:i,value:a,low:o,high:s,stepMs:c,daily:l,levels:u,told:f}=t,p={id:r,name:d(e,r),t:i,value:a,stepMs:c,color:n};return u===void 0?l?{...p,look:`bars`}:{...p,look:`line`,low:o,high:s}:{...p,look:`steps`,stepMs:ll(t),...f===void 0?{}:{told:f}}}function Il(e,t,n,r){let{localize:i,hass:o,config:s}=e;return n.flatMap(({kind:e,lines:n,shiftMs:c})=>{let l=n.find(({vital:e})=>e===t.vital);if(l===void 0)return[];let{compare:u,compare_device_id:f}=s,p=f===void 0?void 0:o.devices[f],m=u===void 0||u===`none`?``:a(i,kl[u]),h=e===`earlier`?m:p?.name_by_user??p?.name??``,g=e===`earlier`?Mc:jc[3];return[{id:`${e} ${t.vital}`,name:r===null?h:`${d(i,t.vital)}: ${h}`,look:l.levels===void 0?l.daily?`points`:`line`:`steps`,t:l.t,value:l.value,stepMs:l.levels===void 0?l.stepMs:ll(l),shiftMs:c,dashed:!0,color:r??g}]})}function Ll({localize:e,person:t},n,r,i){let o=zl(t,n.vital),s=o===null?a(e,`card_history_usual`):Rl(e,t),c=o===null?n.usual:[n.scale.shown(o[0]),n.scale.shown(o[1])];if(c===null)return[];let[l,u]=c;return[{name:i?s:``,color:r??$.good,from:l,to:u}]}function Rl(e,t){return a(e,`card_history_usual_own`,{name:t.name})}function zl(e,t){let n=e.assessments[`${t}_deviation`],r=n?.inputs.find(({key:e})=>e===`${t}_baseline`)?.value,{lower:i=null,upper:a=null}=n??{};return typeof r!=`number`||i===null||a===null?null:[r+i,r+a]}var Bl=[[`_low`,`card_history_below`],[`_high`,`card_history_above`],[`_severe`,`card_history_above`],[`_very_high`,`card_history_above`]],Vl=`_spot`;function Hl(e,t){if(!e.startsWith(`${t}_`)||e.includes(Vl))return;let n=e.slice(t.length);return Bl.find(([e])=>n.startsWith(e))?.[1]}function Ul(e,{rules:t},n,r,i=!1){return t.flatMap(({rule:t,level:o,on:s,limit:c})=>{let l=Hl(t,n);if(l===void 0||!s||c===null)return[];let u=a(e,l,{level:b(e,o),limit:r.text(c)});return[{name:i?`${d(e,n)}: ${u}`:u,value:r.shown(c),color:o===`warning`||o===`info`?$.warning:$.urgent}]})}var Wl={oxygen:[`spo2`],pulse:[`heart_rate`,`cuff_pulse`,`resting_heart_rate`,`rr_interval`],breathing:[`respiratory_rate`],blood_pressure:Nl,glucose:[`glucose`],temperature:[`temperature`]};function Gl(e,t){return e.length>0&&e.every(e=>Wl[e]?.some(e=>t.includes(e))===!1)}function Kl(e,t,n,r){if(t===void 0)return[];let i=t.history.flatMap(({raised:t,level:r,cause:i,causes:o,test:s})=>{if(t===null||!s&&Gl(o,n))return[];let c=r===`urgent`||r===`critical`,l=`${b(e,r)}: ${f(e,i)}`;return[{atMs:Date.parse(t),shape:r===`info`?`circle`:`triangle`,name:s?`${l} (${a(e,`card_history_test`)})`:l,color:r===`info`?$.notice:c?$.urgent:$.warning}]}),o=t.notes.map(({time:e,text:t})=>({atMs:Date.parse(e),shape:`diamond`,name:t,color:$.plain}));return[...ql(e,t.contexts,r),...i,...o].sort((e,t)=>e.atMs-t.atMs)}function ql(e,t,n){return t.map(({context:t,began:r,until:i,ended:a})=>{let o=a??i;return{atMs:Date.parse(r),endMs:o===null?n:Date.parse(o),shape:`bar`,name:p(e,`alert_context`,t),color:$.plain}})}var Jl,Yl=100,Xl=`healthsense:arrived`,Zl=`healthsense:drawn`,Ql=(Jl=class extends S{constructor(...e){super(...e),this.widthPx=0,this.lines=new T(this),this.alerts=new T(this),this.alertSpan={startMs:0,endMs:0},this.panes=[],this.marks=[],this.madeOf=[],this.onDrawn=()=>{performance.getEntriesByName(Xl).length!==0&&(performance.clearMeasures(Zl),performance.measure(Zl,Xl),performance.clearMarks(Xl))},this.onResized=()=>{this.widthPx=this.plot?.widthPx??0}}willUpdate(e){let{shown:t}=this;t!==void 0&&(this.widthPx>0&&(e.has(`shown`)||e.has(`widthPx`))&&this.ask(t),this.make(t))}ask(e){let{hass:t,person:n,span:r,config:i}=e,{connection:a}=t,o=pe(i),{compare:s,compare_device_id:c}=i,l=Math.ceil(this.widthPx/Yl)*Yl;this.lines.want(a,n.person_id,JSON.stringify([o,r.startMs,r.endMs,l,s,c]),async()=>{let t=await vl(e,o,l);return performance.mark(Xl),t}),(r.startMs<this.alertSpan.startMs||r.endMs>this.alertSpan.endMs)&&(this.alertSpan=eu(r));let{startMs:u,endMs:d}=this.alertSpan,f=n.alerts?.open.map(({id:e,stage:t})=>[e,t]),{context:p,context_until:m}=n.alerts??{},h=JSON.stringify([u,d,f,p,m,n.noted]);this.alerts.want(a,n.person_id,h,async()=>await a.sendMessagePromise({type:`healthsense/alerts`,person_id:n.person_id,start:new Date(u).toISOString(),end:new Date(d).toISOString()}))}make(e){let{localize:t,hass:n,person:r}=e,i=[this.lines.value,this.alerts.value,t,n.locale,r.name];if(i.some((e,t)=>e!==this.madeOf[t])){this.madeOf=i,this.panes=this.lines.value===void 0?[]:Al(e,this.lines.value,this.alerts.value);let n=(this.lines.value?.lines??[]).map(({vital:e})=>e);this.marks=Kl(t,this.alerts.value,n,Date.now())}}updated(){this.goOn()}async goOn(){let{shown:e,plot:t}=this;if(await t?.updateComplete,e!==void 0&&t!==null)for(let n of this.lines.value?.lines??[]){let r=e.person.current[n.vital];if(r!==void 0)for(let e of wl(n,r))t.appendPoint(n.vital,e)}}render(){let{shown:e}=this;if(e===void 0)return t;let{hass:n,localize:r,person:i,view:o}=e,{value:c,failure:l,busy:u}=this.lines;return s`
      ${l===null?t:j(x(l,r))}
      ${c===void 0&&l===null?j(a(r,`card_waiting`)):t}
      ${c===void 0||c.without===null?t:j($l(r,c.without))}
      ${c?.lines.every(({t:e})=>e.length===0)?j(a(r,`card_plot_empty`)):t}
      <healthsense-plot
        .hass=${n}
        .localize=${r}
        .panes=${this.panes}
        .marks=${this.marks}
        .span=${o}
        .label=${[i.name,...pe(e.config).map(e=>d(r,e))].join(`, `)}
        ?busy=${u}
        @plot-resized=${this.onResized}
        @plot-drawn=${this.onDrawn}
      ></healthsense-plot>
    `}},Jl.styles=re,Jl);_([u({attribute:!1})],Ql.prototype,`shown`,void 0),_([c()],Ql.prototype,`widthPx`,void 0),_([he(`healthsense-plot`)],Ql.prototype,`plot`,void 0),Ql=_([m(`healthsense-history-line`)],Ql);function $l(e,t){return t===`unknown`?a(e,`card_history_beside_unknown`):t===`same`?a(e,`card_history_beside_same`):a(e,`card_history_beside_refused`,{reason:i(t,e)})}function eu({startMs:e,endMs:t}){let n=(t-e)/2;return{startMs:e-n,endMs:t+n}}var tu={kind:`line`,title:({localize:e,config:t})=>Pl(e,pe(t)).join(`, `),render:e=>s`<healthsense-history-line .shown=${e}></healthsense-history-line>`},nu=36e5,ru=24*nu,iu=[21,9],au=[18,12];function ou(e,t,[n,r]){let i=te(e,t);if(i===null)return null;let a=n=>ce(Date.parse(`${e}T00:00:00Z`)+n*nu,t);return{day:e,midnightMs:i,startMs:a(n-24),endMs:a(r)}}function su({startMs:e,endMs:t},n,r){let i=[];for(let a=t+ru/2;a>e;a-=ru){let o=ou(ie(a,n),n,r);o!==null&&o.startMs<t&&o.endMs>e&&i.at(-1)?.day!==o.day&&i.push(o)}return i.reverse()}var cu=1.5*ru,lu=4*nu;function uu(e,t,n){return e.endMs-e.startMs>cu?null:su(e,t,n).filter(t=>t.startMs+lu<=e.endMs).at(-1)??null}var du=30;function fu(e,t){return t.flatMap(t=>{let[n,r,i,a]=[1/0,-1/0,0,0];return e.t.forEach((o,s)=>{if(o<t.startMs||o>=t.endMs)return;let c=e.count[s]??0;n=Math.min(n,e.min[s]??1/0),r=Math.max(r,e.max[s]??-1/0),i+=(e.mean[s]??0)*c,a+=c}),a<du?[]:[{night:t,lowest:n,mean:i/a,highest:r}]})}function pu(e){for(let t of e){let e=t?.refused===null?t.inputs.find(({key:e})=>e===`recording_hours`):void 0;if(e?.measured_at!==void 0&&typeof e.value==`number`)return{endMs:Date.parse(e.measured_at),hours:e.value}}return null}var mu=36e5,hu=24*mu,gu=720,_u=[`spo2_night`,`spo2_nadir`,`spo2_below_90`,`odi4`],vu=class extends Fc{async fetch(e,{hass:t,person:n,span:r}){let i=uu(r,A(t),iu),a=i??r,o=i===null?Math.ceil((a.endMs-a.startMs)/mu):gu,s=t=>xt(e,{personId:n.person_id,vital:t,...a,widthPx:o}),[c,l]=await Promise.all([s(`spo2`),i===null?null:s(`heart_rate`)]);return{span:{startMs:a.startMs,endMs:a.endMs},oxygen:c,pulse:l}}draw({hass:e,localize:n,person:r,view:i},{span:o,oxygen:c,pulse:l}){let u=l===null?fu(c.columns,su(o,A(e),iu)):[],d=l===null?u.length===0:c.t.length===0,f=l===null?[Su(e,n,u)]:[bu(e,n,`spo2`,c,0),bu(e,n,`heart_rate`,l,1)];return s`
      ${l===null?t:s`<p class="note">${yu(e,n,o)}</p>`}
      ${d?j(a(n,`card_oxygen_none`)):t}
      <healthsense-plot
        .hass=${e}
        .localize=${n}
        .panes=${f}
        .marks=${[]}
        .span=${l===null?i:o}
        .zoomable=${l===null}
        .busy=${this.busy}
        .label=${`${r.name}: ${a(n,`card_oxygen_title`)}`}
      ></healthsense-plot>
      ${Cu(e,n,r.assessments)}
    `}};vu=_([m(`healthsense-history-oxygen`)],vu);function yu(e,t,{startMs:n,endMs:r}){let i=M(e,{weekday:`long`,day:`numeric`,month:`long`});return a(t,`card_oxygen_night`,{from:i.format(n),to:i.format(r)})}function bu(e,t,n,r,i){let a=n===`spo2`;return{id:n,name:d(t,n),unit:r.columns.unit,series:[{id:n,name:d(t,n),look:`line`,t:r.t,value:r.mean,low:r.min,high:r.max,color:jc[i],stepMs:r.columns.step_ms}],...a?{thresholds:[xu(e)]}:{},format:t=>R(e,t,0),atLeast:a?[86,100]:[50,90],...a?{ends:[null,100]}:{},heightPx:a?200:120}}function xu(e){return{name:`${R(e,90)} %`,value:90,color:$.warning}}function Su(e,t,n){let r=(e,t,n,r)=>({id:e,name:t,look:`span`,t:r.map(({night:e})=>e.midnightMs),value:r.map(({lowest:e})=>e),low:r.map(({lowest:e})=>e),high:r.map(({highest:e})=>e),color:n,stepMs:hu}),i=n.filter(({lowest:e})=>e<90),o=n.filter(({lowest:e})=>e>=90),s=[r(`stayed`,a(t,`card_oxygen_stayed`),jc[0],o),r(`fell`,a(t,`card_oxygen_fell`),$.warning,i),{id:`mean`,name:a(t,`card_oxygen_mean`),look:`points`,t:n.map(({night:e})=>e.midnightMs),value:n.map(({mean:e})=>e),color:`var(--primary-text-color, #212121)`,stepMs:hu}];return{id:`spo2`,name:d(t,`spo2`),unit:`%`,series:s.filter(e=>e.t.length>0),thresholds:[xu(e)],format:t=>R(e,t,0),atLeast:[86,100],ends:[null,100],heightPx:220}}function Cu(e,n,r){let i=_u.flatMap(t=>{let i=r[t];if(i?.refused!==null)return[];let{name:a,value:o,status:s}=oe(e,n,i);return[[a,[o,s?.label??``].filter(Boolean).join(`, `)]]});return i.length===0?t:s`<h3>${a(n,`card_oxygen_last`)}</h3>
    ${wu(e,n,r)} ${Rc(i)}`}function wu(e,n,r){let i=pu(_u.map(e=>r[e]));if(i===null)return t;let[o,c]=[M(e,{day:`numeric`,month:`long`,hour:`numeric`,minute:`2-digit`}).format(i.endMs),R(e,i.hours,1)];return s`<p class="note">${a(n,`card_oxygen_until`,{time:o,hours:c})}</p>`}var Tu={kind:`oxygen`,range:`day`,ranges:[`day`,`week`,`month`],title:({localize:e})=>a(e,`card_oxygen_title`),render:e=>s`<healthsense-history-oxygen .shown=${e}></healthsense-history-oxygen>`},Eu=2e3,Du=3;async function Ou(e,t,n,{startMs:r,endMs:i}){let a=await Promise.all(n.map(n=>ku(e,t,n,r,i)));return Object.fromEntries(n.map((e,t)=>[e,a[t]??[]]))}async function ku(e,t,n,r,i){let a=[],o=new Date(r).toISOString();for(let r=0;r<Du&&o!==void 0;r+=1){let r=(await C(e,`get_history`,{person_id:t,vitals:[n],resolution:`raw`,start:o,end:new Date(i).toISOString(),max_points:Eu})).vitals[n];for(let{time:e,value:t,source:n}of r?.readings??[])a.push({atMs:Date.parse(e),value:t,source:n});o=r?.next_start}return a}var Au=6e4;function ju(e,t){let n=new Map;for(let e of t)n.set(e.source,[...n.get(e.source)??[],e]);let r=[];for(let t of e){let e=n.get(t.source)??[],i=e=>Math.abs(e.atMs-t.atMs),a=e.reduce((e,t)=>e===null||i(t)<i(e)?t:e,null);a===null||i(a)>Au||(e.splice(e.indexOf(a),1),typeof t.value==`number`&&typeof a.value==`number`&&r.push({atMs:t.atMs,systolic:t.value,diastolic:a.value,count:1}))}return r.sort((e,t)=>e.atMs-t.atMs)}var Mu=[`non_elevated`,`elevated`,`hypertension`],Nu={elevated:[120,70],hypertension:[135,85]};function Pu({systolic:e,diastolic:t}){return e>=Nu.hypertension[0]||t>=Nu.hypertension[1]?`hypertension`:e>=Nu.elevated[0]||t>=Nu.elevated[1]?`elevated`:`non_elevated`}var Fu=[360,600],Iu=1080,Lu=6e4,Ru=864e5;function zu(e,t,n){if(e===`all`)return!0;let r=Math.floor(k(t,n)%Ru/Lu);return e===`evening`?r>=Iu:r>=Fu[0]&&r<Fu[1]}function Bu(e){let[t,n]=[e[0],e.at(-1)];if(t===void 0||n===void 0)return null;let r=e.reduce((e,t)=>e+t.count,0),i=t=>e.reduce((e,n)=>e+t(n)*n.count,0)/r;return{atMs:(t.atMs+n.atMs)/2,systolic:i(e=>e.systolic),diastolic:i(e=>e.diastolic),count:r}}var Vu={day:Ru,week:7*Ru},Hu=7;function Uu(e,t,n){return e*Hu<=n?`reading`:t/Ru*Hu<=n?`day`:`week`}function Wu(e,t,n){if(t===`reading`)return[...e];let r=new Map;for(let i of e){let e=Math.floor(k(i.atMs,n)/Vu[t]),a=r.get(e);a===void 0?r.set(e,[i]):a.push(i)}return[...r.values()].map(Bu).filter(e=>e!==null)}var Gu={non_elevated:$.good,elevated:$.notice,hypertension:$.warning},Ku={all:`card_pressure_all`,morning:`card_pressure_morning`,evening:`card_pressure_evening`},qu={reading:null,day:`card_pressure_by_day`,week:`card_pressure_by_week`},Ju=[`systolic`,`diastolic`],Yu=600,Xu=class extends Fc{constructor(...e){super(...e),this.time=`all`,this.widthPx=Yu}detail(e){return Ic(e,Ju)}async fetch(e,{person:t,span:n}){let r=await Ou(e,t.person_id,Ju,n);return ju(r.systolic??[],r.diastolic??[])}draw(e,n){let{hass:r,localize:i,person:o,view:c}=e,l=A(r),u=ve(r,`systolic`,`mmHg`,v(r,o.device_id,`systolic`)),d=n.filter(e=>zu(this.time,e.atMs,l)),f=Uu(d.length,c.endMs-c.startMs,this.widthPx),p=Wu(d,f,l),m=qu[f];return s`
      ${Lc(a(i,`card_pressure_times`),Object.keys(Ku).map(e=>[e,a(i,Ku[e])]),this.time,e=>{this.time=e})}
      ${d.length===0?j(a(i,`card_pressure_none`)):t}
      <healthsense-plot
        .hass=${r}
        .localize=${i}
        .panes=${[Zu(i,u,p)]}
        .marks=${[]}
        .span=${c}
        .busy=${this.busy}
        .label=${`${o.name}: ${a(i,`card_pressure_title`)}`}
        @plot-resized=${e=>{this.widthPx=e.target.widthPx}}
      ></healthsense-plot>
      ${m===null?t:s`<p class="note">${a(i,m)}</p>`}
      ${d.length===0?t:Qu(i,u,n,l)}
      <p class="note">${a(i,`card_pressure_zones`)}</p>
    `}};_([c()],Xu.prototype,`time`,void 0),_([c()],Xu.prototype,`widthPx`,void 0),Xu=_([m(`healthsense-history-pressure`)],Xu);function Zu(e,t,n){let r=t=>p(e,`bp_category_esc`,t),i=Mu.map(e=>{let i=n.filter(t=>Pu(t)===e);return{id:e,name:r(e),look:`span`,t:i.map(e=>e.atMs),value:i.map(e=>t.shown(e.systolic)),low:i.map(e=>t.shown(e.diastolic)),high:i.map(e=>t.shown(e.systolic)),color:Gu[e]}}),o=e=>({value:t.text(e)}),s=(e,n)=>({name:e,value:t.shown(n),color:$.warning});return{id:`pressure`,name:a(e,`card_pressure_title`),unit:t.unit,series:i.filter(e=>e.t.length>0),thresholds:[s(a(e,`card_pressure_high_systolic`,o(Nu.hypertension[0])),Nu.hypertension[0]),s(a(e,`card_pressure_high_diastolic`,o(Nu.hypertension[1])),Nu.hypertension[1])],bands:[{name:``,color:$.notice,from:t.shown(Nu.elevated[0]),to:t.shown(Nu.hypertension[0])},{name:``,color:$.notice,from:t.shown(Nu.elevated[1]),to:t.shown(Nu.hypertension[1])},{name:``,color:$.warning,from:t.shown(Nu.hypertension[0])}],format:e=>t.text(t.ours(e)),atLeast:[t.shown(60),t.shown(140)],heightPx:240}}function Qu(e,t,n,r){let i=Object.keys(Ku).flatMap(i=>{let o=n.filter(e=>zu(i,e.atMs,r)),s=Bu(o);if(s===null)return[];let c=`${t.text(s.systolic)}/${t.whole(s.diastolic)}`;return[[a(e,`card_pressure_mean`,{part:a(e,Ku[i]),count:o.length}),c]]}),o=Mu.map(t=>{let r=n.filter(e=>Pu(e)===t).length;return[p(e,`bp_category_esc`,t),a(e,`card_pressure_of`,{count:r,all:n.length})]});return Rc([...i,...o])}var $u={kind:`pressure`,range:`month`,ranges:[`week`,`month`,`year`],title:({localize:e})=>a(e,`card_pressure_title`),render:e=>s`<healthsense-history-pressure .shown=${e}></healthsense-history-pressure>`},ed=[`deep`,`light`,`rem`,`awake`],td=36e5,nd=6e4;function rd(e){return e===`in_bed`?`awake`:ed.find(t=>t===e)??null}function id(e){let t=[],n=[],r=sd(e);return r.forEach((e,i)=>{let a=rd(e.value);t.push(e.atMs),n.push(a===null?null:ed.indexOf(a));let o=r[i+1],s=e.atMs+td;o!==void 0&&o.atMs<=s||(t.push(s),n.push(null))}),{t,value:n}}function ad(e,{startMs:t,endMs:n}){let r=sd(e.filter(({atMs:e})=>e>=t&&e<n)),i={deep:0,light:0,rem:0,awake:0};return r.forEach((e,t)=>{let a=rd(e.value),o=Math.min(r[t+1]?.atMs??e.atMs,e.atMs+td,n);a!==null&&(i[a]+=(o-e.atMs)/nd)}),Object.values(i).some(e=>e>0)?i:null}function od(e,t){let n=new Map;for(let{atMs:r,value:i}of sd(e))typeof i==`number`&&n.set(ie(r,t),i);return n}function sd(e){let t=new Map;for(let{source:n}of e)t.set(n,(t.get(n)??0)+1);let[n]=[...t].sort(([,e],[,t])=>t-e)[0]??[];return e.filter(({source:e})=>e===n)}var cd=864e5,ld=60,ud=45*cd,dd=[7,9],fd={deep:jc[3],light:jc[0],rem:jc[2],awake:$.plain},pd=[`deep`,`light`,`rem`],md=class extends Fc{detail(e){return Ic(e,[`sleep_duration`])}async fetch(e,{hass:t,person:n,span:r}){let i=uu(r,A(t),au),a=i??{startMs:r.startMs-cd,endMs:r.endMs},o=[`sleep_duration`,...a.endMs-a.startMs<=ud?[`sleep_stage`]:[]],s=await Ou(e,n.person_id,o,a);return{night:i,span:r,slept:s.sleep_duration??[],stages:s.sleep_stage??[]}}draw(e,{night:n,span:r,slept:i,stages:o}){let{hass:c,localize:l,person:u,view:d}=e,f=A(c),p=su(r,f,au),m=new Set(p.map(({day:e})=>e)),h=new Map([...od(i,f)].filter(([e])=>n!==null||m.has(e))),g=n===null?h.size===0&&o.length===0:o.length===0,_=n===null?vd(c,l,p,h,o):_d(l,id(o));return s`
      ${n===null?t:s`<p class="note">${gd(c,l,n)}</p>`}
      ${g?j(a(l,n===null?`card_sleep_none`:`card_sleep_no_stages`)):s`<healthsense-plot
              .hass=${c}
              .localize=${l}
              .panes=${[_]}
              .marks=${[]}
              .span=${n===null?d:hd(o,n)}
              .zoomable=${n===null}
              .busy=${this.busy}
              .label=${`${u.name}: ${a(l,`card_sleep_title`)}`}
            ></healthsense-plot>`}
      ${n===null?xd(c,l,[...h.values()],u.assessments.sleep_regularity):bd(c,l,ad(o,n),[...h.values()].at(-1))}
    `}};md=_([m(`healthsense-history-sleep`)],md);function hd(e,t){let n=9e5,[r,i]=[e[0]?.atMs,e.at(-1)?.atMs];return r===void 0||i===void 0?t:{startMs:Math.max(t.startMs,r-n),endMs:Math.min(t.endMs,i+n)}}function gd(e,t,{startMs:n,endMs:r}){let i=M(e,{weekday:`long`,day:`numeric`,month:`long`});return a(t,`card_oxygen_night`,{from:i.format(n),to:i.format(r)})}function _d(e,{t,value:n}){let r=t=>{let n=ed[Math.round(t)];return n===void 0?``:p(e,`sleep_stage`,n)};return{id:`stages`,name:d(e,`sleep_stage`),unit:``,series:[{id:`stages`,name:d(e,`sleep_stage`),look:`steps`,t,value:n,color:jc[0]}],format:r,ends:[-.3,ed.length-.7],ticks:ed.map((e,t)=>({value:t,text:r(t)})),heightPx:200}}function vd(e,t,n,r,i){let o=n.map(e=>({night:e,minutes:ad(i,e)})),s=pd.map((e,n)=>{let r=o.flatMap(({night:e,minutes:t})=>t===null?[]:[{night:e,minutes:t}]),i=e=>pd.slice(0,n).reduce((t,n)=>t+e[n],0);return{id:e,name:p(t,`sleep_stage`,e),look:`span`,t:r.map(({night:e})=>e.midnightMs),value:r.map(({minutes:t})=>t[e]/ld),low:r.map(({minutes:e})=>i(e)/ld),high:r.map(({minutes:t})=>(i(t)+t[e])/ld),color:fd[e],stepMs:cd}}),c=o.filter(({night:e,minutes:t})=>t===null&&r.has(e.day));return s.push({id:`length`,name:d(t,`sleep_duration`),look:`bars`,t:c.map(({night:e})=>e.midnightMs),value:c.map(({night:e})=>(r.get(e.day)??0)/ld),color:jc[0],stepMs:cd}),{id:`sleep`,name:d(t,`sleep_duration`),unit:a(t,`card_sleep_hours`),series:s.filter(e=>e.t.length>0),bands:[{name:a(t,`card_sleep_usual`),color:$.good,from:dd[0],to:dd[1]}],format:t=>R(e,t,1),atLeast:[0,9.5],ends:[0,null],heightPx:220}}function yd(e,t){let n=Math.round(t),r=(t,n)=>new Intl.NumberFormat(e.locale.language,{style:`unit`,unit:n,unitDisplay:`short`}).format(t),[i,a]=[Math.floor(n/ld),n%ld];return[i>0?r(i,`hour`):``,a>0||i===0?r(a,`minute`):``].filter(Boolean).join(` `)}function bd(e,n,r,i){let a=[];if(i!==void 0&&a.push([d(n,`sleep_duration`),yd(e,i)]),r!==null)for(let t of ed)a.push([p(n,`sleep_stage`,t),yd(e,r[t])]);return a.length===0?t:Rc(a)}function xd(e,n,r,i){if(r.length===0)return t;let o=r.reduce((e,t)=>e+t,0)/r.length,s=[[a(n,`card_sleep_mean`,{count:r.length}),yd(e,o)],[a(n,`card_sleep_shortest`),yd(e,Math.min(...r))],[a(n,`card_sleep_longest`),yd(e,Math.max(...r))]];if(i?.refused===null){let{name:t,value:r,status:a}=oe(e,n,i),o=typeof i.value==`number`?R(e,i.value,0):r;s.push([t,[o,a?.label??``].filter(Boolean).join(`, `)])}return Rc(s)}var Sd={kind:`sleep`,range:`week`,ranges:[`day`,`week`,`month`,`year`],title:({localize:e})=>a(e,`card_sleep_title`),render:e=>s`<healthsense-history-sleep .shown=${e}></healthsense-history-sleep>`},Cd=15e3,wd=.1,Td=class{constructor(e){this.host=e,this.span={startMs:0,endMs:0},this.view=this.span,this.range=null,this.now=!1,this.onRange=e=>{this.choose(e.detail),this.host.requestUpdate()},this.onSpan=e=>{let{span:t,by:n}=e.detail;if(n!==`reset`)this.follow(Ed(t));else if(this.first!==void 0){let{range:e,now:t}=this.first;this.set(t&&e!==null?{range:e,now:t,span:ne(e,Date.now())}:this.first)}this.host.requestUpdate()},this.move=()=>{this.now&&this.range!==null&&(this.view=ne(this.range,Date.now()),this.view.endMs-this.span.endMs>wd*(this.span.endMs-this.span.startMs)&&(this.span=this.view),this.host.requestUpdate())},e.addController(this)}begin(e,t){this.choose({range:e,span:t,now:e!==null})}choose(e){this.first=e,this.set(e)}follow(e){this.range=null,this.now=!1,this.view=e,clearTimeout(this.stays),this.stays=setTimeout(()=>{this.span=e,this.host.requestUpdate()},250)}set({range:e,span:t,now:n}){clearTimeout(this.stays),this.range=e,this.span=this.view=t,this.now=n}hostConnected(){this.timer=setInterval(this.move,Cd),this.move()}hostDisconnected(){clearInterval(this.timer),clearTimeout(this.stays)}};function Ed({startMs:e,endMs:t}){let n=Math.max(0,t-Date.now());return{startMs:e-n,endMs:t-n}}var Dd,Od=new Map(Object.values([il,tu,Tu,$u,Sd]).map(e=>[e.kind,e])),kd=(Dd=class extends w{constructor(...e){super(...e),this.connected=!0,this.moving=new Td(this)}willUpdate(e){let{hass:t,config:n}=this;if(!(e.has(`config`)&&JSON.stringify(e.get(`config`))!==JSON.stringify(n))||t===void 0||n===void 0)return;let r=n.range??this.kind?.range??`day`,i=ue(t,n.start,n.end);i===null?this.moving.begin(r,ne(r,Date.now())):this.moving.begin(null,i)}get kind(){return Od.get(this.config?.kind??`line`)}render(){let{hass:e,localize:n,config:r,person:i,kind:o}=this;if(e===void 0||n===void 0||r===void 0||i===void 0||o===void 0)return t;let{span:c,view:l,range:u}=this.moving,d={hass:e,localize:n,config:r,person:i,span:c,view:l,range:u},{title:f=``}=r,p=f===``?`${i.name}: ${o.title(d)}`:f;return s`
      <h2 title=${p}>${p}</h2>
      <healthsense-range
        .hass=${e}
        .localize=${n}
        .span=${l}
        .range=${u}
        .ranges=${o.ranges??ee}
        @range-changed=${this.moving.onRange}
      ></healthsense-range>
      ${this.connected?t:s`<p class="banner" role="status">${a(n,`card_no_connection`)}</p>`}
      <div @span-changed=${this.moving.onSpan}>${o.render(d)}</div>
    `}},Dd.styles=[re,o`
      :host {
        display: flex;
        flex-direction: column;
        gap: 12px;
        height: auto;
        min-width: 0;
      }
      h2 {
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
    `],Dd);_([u({attribute:!1})],kd.prototype,`config`,void 0),_([u({type:Boolean})],kd.prototype,`connected`,void 0),kd=_([m(`healthsense-history-body`)],kd);var Ad={learned:.1,equation:.05},jd=Math.log(1.68),Md=Math.log(3.47),Nd=new Set([...L,`cuff_pulse`,`height`,`posture`,`pulse`,`rr_interval`]);function Pd(e){if(e.refused!==null)return`refused`;if(typeof e.value==`string`)return`word`;let t=e.model!==void 0||e.years!==void 0;return e.value===null?e.lower===null?`word`:`bounds`:t?`chance`:`number`}function Fd(e,t,n){return n<.01?a(t,`card_risk_fewer_than_one`):a(t,`card_risk_about`,{count:R(e,Math.min(n*100,99),0)})}function Id(e,t){return R(e,t*100,+(t<.1))}function Ld(e){return e.log_odds===void 0?e.optimal_value===void 0?`table`:`equation`:`learned`}function Rd(e,t){if(t===`table`)return e===0?`hardly`:e>0?`raises`:`lowers`;let n=Math.abs(e);if(n<=Ad[t])return`hardly`;let r=e>0?`raises`:`lowers`;return n<jd?`${r}_little`:n>Md?`${r}_much`:r}function zd(e){let t=e.inputs.flatMap(e=>e.points===void 0?[]:[{...e,points:e.points}]),n=Math.max(...t.map(({points:e})=>Math.abs(e)));if(!(n>0))return[];let r=Ld(e);return t.map(({key:e,value:t,unit:i,points:a})=>({key:e,value:t,unit:i,points:a,length:a/n,effect:Rd(a,r)})).sort((e,t)=>Math.abs(t.points)-Math.abs(e.points))}function Bd(e,t){let{missing:n}=t,r=t=>t.map(t=>d(e,t)),i=n.filter(e=>e!==`model`);return{switchedOff:n.includes(`model`),measure:r(i.filter(e=>Nd.has(e))),tell:r(i.filter(e=>!Nd.has(e)))}}var Vd={absent:`card_risk_outcome_absent`,present:`card_risk_outcome_present`,either:`card_risk_outcome_either`,neither:`card_risk_outcome_neither`};function Hd(e,t){let n=t.outcomes===void 0?void 0:Vd[t.outcomes];return n===void 0?``:a(e,n)}function Ud(e){let[t,n]=(e.model??``).split(` `);return t&&n?{name:t,version:n}:null}function Wd(e,t,n){return[...e.filter(({time:e})=>Date.parse(e)<n),{...t,time:new Date(n).toISOString()}]}function Gd(e){let t=new Map;for(let n of e){if(typeof n.value!=`number`)continue;let e=n.model??``;t.set(e,[...t.get(e)??[],n])}return t}function Kd(e,t){let n=[],r=null;return e.forEach((t,i)=>{if(t.refused===null){r=null;return}let a=Date.parse(t.time);r!==null&&n.pop(),r??=a,n.push({startMs:r,endMs:Date.parse(e[i+1]?.time??t.time),why:t})}),n.filter(({startMs:e,endMs:n})=>n-e>=t)}function qd(e,t){let n=Date.parse(t);return e.filter(e=>typeof e.value==`number`&&Date.parse(e.time)<=n).at(-1)}var Jd={hardly:`card_risk_hardly`,raises:`card_risk_raises`,raises_little:`card_risk_raises_little`,raises_much:`card_risk_raises_much`,lowers:`card_risk_lowers`,lowers_little:`card_risk_lowers_little`,lowers_much:`card_risk_lowers_much`},Yd={learned:`card_risk_counted_learned`,equation:`card_risk_counted_optimal`,table:`card_risk_counted_score`},Xd={learned:`card_risk_exact_what`,equation:`card_risk_exact_optimal`};function Zd(e,n,r,i){let o=zd(r);if(o.length===0||r.refused!==null)return t;let c=Ld(r),l=o.some(({points:e})=>e<0),u=s`<table class="counted" ?data-signed=${l}>
    <caption>
      <h3>${a(n,`card_risk_counted`)}</h3>
      ${a(n,Yd[c])}
    </caption>
    <thead class="spoken">
      <tr>
        <th scope="col">${a(n,`card_risk_input`)}</th>
        <th scope="col">${a(n,`card_risk_effect`)}</th>
      </tr>
    </thead>
    <tbody>
      ${o.map(t=>ef(e,n,t,Qd(e,t,c,i)))}
    </tbody>
  </table>`;return c===`table`?u:s`<div class="part">${u} ${$d(n,i,Xd[c])}</div>`}function Qd(e,{points:t},n,{on:r}){return n===`table`?R(e,t,2):r?`× ${R(e,Math.exp(t),2,2)}`:``}function $d(e,{on:n,choose:r},i){return s`<button
      class="as-table"
      aria-pressed=${n?`true`:`false`}
      @click=${()=>{r(!n)}}
    >
      <ha-icon .icon=${`mdi:numeric`} aria-hidden="true"></ha-icon>${a(e,`card_risk_exact`)}
    </button>
    ${n?s`<p class="note">${a(e,i)}</p>`:t}`}function ef(e,n,r,i){let o=F(e,n,r.key,r.value,r.unit===`years`?``:r.unit),c=r.length<0?`below`:`above`;return s`<tr>
    <th scope="row">
      ${d(n,r.key)} <bdi class="note">${o.text}${o.unit===``?``:` ${o.unit}`}</bdi>
    </th>
    <td>
      <span class="effect">
        <span>
          ${a(n,Jd[r.effect])}
          ${i===``?t:s`<span class="note"><bdi>${i}</bdi></span>`}
        </span>
        <span class="track" aria-hidden="true"
          ><i data-side=${c} style="--length: ${Math.abs(r.length)}"></i
        ></span>
      </span>
    </td>
  </tr>`}var tf=5,nf=10;function rf(e,t,n){let r=Math.round(e*100),i=Math.max(Math.round((n??e)*100),r),a=Math.min(Math.round((t??e)*100),r),o=Array.from({length:100},(e,t)=>{let n=(Math.floor(t/tf)+.5)*nf,o=(t%tf+.5)*nf,s=t<a?`sure`:t<r?`likely`:t<i?`open`:`none`;return g`<circle class=${s} cx=${n} cy=${o} r=${s===`none`?2.4:3.6} />`});return g`<svg class="hundred" viewBox="0 0 ${200} ${50}" aria-hidden="true">${o}</svg>`}var af=3;function of(e,n,r){let{value:i,lower:o,upper:c,unit:l,years:u}=r,d=Pd(r);if(d===`chance`&&typeof i==`number`){let r={low:Id(e,o??i),high:Id(e,c??i)};return s`<p class="big">
        <strong>${Fd(e,n,i)}</strong>
        ${a(n,u===void 0?`card_risk_people`:`card_risk_people_years`,{years:u??0})}
      </p>
      ${rf(i,o,c)}
      ${o===null||c===null?t:s`<p class="note">${a(n,`card_risk_interval`,r)}</p>`}`}let f=l===``?``:` ${l}`;if(d===`number`&&typeof i==`number`)return s`<p class="big"><strong>${R(e,i)}${f}</strong></p>`;if(d===`bounds`&&o!==null&&c!==null){let t=a(n,`card_between`,{low:R(e,o),high:R(e,c)});return s`<p class="big"><strong>${t}${f}</strong></p>`}return t}function sf(e,n,i){let{refused:o,assessment:c,possible_lower:l,possible_upper:u}=i,{switchedOff:d,measure:f,tell:p}=Bd(n,i),m=[d?a(n,`card_risk_switch_on`):``,f.length>0?a(n,`card_risk_measure`,{names:f.join(`, `)}):``,p.length>0?a(n,`card_risk_tell`,{names:p.join(`, `)}):``].filter(Boolean);if(o===null&&m.length===0)return t;let h=d?a(n,`card_risk_off`):o===null?``:r(n,c,`refused`,o);return s`<div class="lacking">
    ${h===``?t:s`<p class="reason"><strong>${a(n,`card_no_answer`)}.</strong> ${h}.</p>`}
    ${l===void 0||u===void 0?t:s`<p>${a(n,`card_risk_possible`,{low:Id(e,l),high:Id(e,u)})}</p>`}
    ${m.length===0?t:s`<ul class="steps">
            ${m.map(e=>s`<li>${e}</li>`)}
          </ul>`}
  </div>`}function cf(e,t){let[n=``,...r]=t.split(` `);return[e(`component.healthsense.selector.model.options.${n}`)||n.replaceAll(`_`,` `),...r].join(` `)}function lf(e,n,i){if(Pd(i)===`refused`)return t;let{percentile:o,coverage:c,confidence:l,assessment:u,second_model:d,second_value:f}=i,p=[],m=Hd(n,i);if(m!==``&&p.push([a(n,`card_risk_outcomes`),m]),o!==void 0){let t=a(n,`card_risk_percentile`,{share:R(e,o,0)});p.push([a(n,`card_risk_beside`),t])}if(d!==void 0&&f!==void 0){let t=a(n,`card_risk_second_says`,{model:cf(n,d),count:Fd(e,n,f)});p.push([a(n,`card_risk_second`),t])}return l!==null&&p.push([r(n,u,`confidence`),r(n,u,`confidence`,l)]),c!==null&&c<1&&p.push([r(n,u,`coverage`),`${R(e,c*100,0)} %`]),p.length===0?t:s`<dl>
    ${p.map(([e,t])=>s`<div>
          <dt>${e}</dt>
          <dd>${t}</dd>
        </div>`)}
  </dl>`}function uf(e,n,r,i){let o=i?.told.value;if(i===void 0||typeof o!=`number`||o===r.value)return t;let c=ae(e,i.time,Date.now());return s`<p>${a(n,`card_risk_seen_from`,{time:c,count:Id(e,o)})}</p>`}function df(e,n,r,i){if(Pd(r)===`refused`)return t;let o=i?.again?.lower_with,c;if(r.model!==void 0&&o!==void 0)c=o.length===0?s`<p>${a(n,`card_risk_nothing_lower`)}</p>`:s`${uf(e,n,r,i)}
            <ul class="steps">
              ${o.map(t=>{let r=F(e,n,t.key,t.value,t.unit,void 0,0),i=r.unit===``?r.text:`${r.text} ${r.unit}`,o=Id(e,t.probability);return s`<li>
                  ${a(n,`card_risk_otherwise`,{name:d(n,t.key),value:i,count:o})}
                </li>`})}
            </ul>
            <p class="note">${a(n,`card_risk_compares`)}</p>`;else if(r.lower_with!==void 0||r.optimal_value!==void 0){let i=(r.lower_with??``).split(`, `).filter(Boolean).map(e=>d(n,e)),o=r.optimal_value;c=s`${i.length===0?s`<p>${a(n,`card_risk_nothing_lower`)}</p>`:s`<p>${a(n,`card_risk_lower_with`,{names:i.join(`, `)})}</p>`}
      ${o===void 0?t:s`<p>${a(n,`card_risk_optimal`,{count:Id(e,o)})}</p>`}
      <p class="note">${a(n,`card_risk_compares`)}</p>`}else{let e=zd(r).filter(({effect:e})=>e.startsWith(`raises`)).slice(0,af).map(({key:e})=>d(n,e));c=s`<p>
      ${a(n,`card_risk_not_computed`)}
      ${e.length===0?t:a(n,`card_risk_counts_most`,{names:e.join(`, `)})}
    </p>`}return s`<div class="part">
    <h3>${a(n,`card_risk_change`)}</h3>
    ${c}
  </div>`}var ff=864e5;function pf(e,n,r,i,o,c,l){let u=Gd(o),d=[...u.values()].flat().map(e=>Date.parse(e.time)),f=Math.max(...d)-Math.min(...d)>=ff;if(!f&&c.length===0)return t;let p=Pd(i)===`chance`||i.model!==void 0,m=p?100:1,h=a(n,`card_risk_band`),g=Kd(o,ff),_=[...u].map(([e,t],n)=>hf(e||r,t,g,m,n,h)),v={id:`past`,name:r,unit:p?`%`:i.unit,series:_,format:t=>R(e,t,p&&t<10?1:0),ends:[0,null],heightPx:160,bands:g.map(({startMs:e,endMs:t},r)=>({name:r===0?a(n,`card_no_answer`):``,color:$.plain,startMs:e,endMs:t}))},y=Math.min(...d);return s`<div class="part">
    <h3>${a(n,`card_risk_past`)}</h3>
    ${f?s`<healthsense-plot
            .hass=${e}
            .localize=${n}
            .panes=${[v]}
            .marks=${gf(n,c)}
            .span=${{startMs:y-(l.endMs-y)*.03,endMs:l.endMs+1}}
            .label=${r}
            .zoomable=${!1}
          ></healthsense-plot>`:t}
    ${f&&g.length>0?mf(e,n,g):t}
    ${c.length===0?t:_f(e,n,o,c)}
  </div>`}function mf(e,t,n){let i=M(e,{day:`numeric`,month:`short`,year:`numeric`}),o=n.slice(-3).reverse();return s`<ul class="note">
    ${o.map(({startMs:e,endMs:n,why:o})=>{let{assessment:c,refused:l,missing:u}=o,f=u.filter(e=>e!==`model`).map(e=>d(t,e)),p=[r(t,c,`refused`,l??``),...f.length>0?[f.join(`, `)]:[]];return s`<li>
        <bdi>${i.formatRange(e,n)}</bdi>: ${a(t,`card_no_answer`)}. ${p.join(`: `)}.
      </li>`})}
  </ul>`}function hf(e,t,n,r,i,a){let o=n.map(({startMs:e,why:t})=>({...t,time:new Date(e).toISOString()})),s=[...t,...o].sort((e,t)=>Date.parse(e.time)-Date.parse(t.time)),c=e=>typeof e==`number`?e*r:null;return{id:e,name:e,look:`line`,t:s.map(e=>Date.parse(e.time)),value:s.map(e=>c(e.value)),low:s.map(e=>c(e.lower)),high:s.map(e=>c(e.upper)),bandName:a,color:jc[i%jc.length]??`var(--secondary-text-color, #727272)`,dashed:i%2==1}}function gf(e,t){return t.map(({time:t,present:n})=>({atMs:Date.parse(t),shape:n?`diamond`:`circle`,name:a(e,n?`card_risk_confirmed`:`card_risk_ruled_out`),color:$.plain}))}function _f(e,n,r,i){return s`<table>
    <caption>
      ${a(n,`card_risk_found_beside`)}
    </caption>
    <thead>
      <tr>
        <th scope="col">${a(n,`card_risk_when`)}</th>
        <th scope="col">${a(n,`card_risk_found`)}</th>
        <th scope="col">${a(n,`card_risk_estimated`)}</th>
      </tr>
    </thead>
    <tbody>
      ${[...i].reverse().map(i=>{let o=qd(r,i.time),c=typeof o?.value==`number`?`${Id(e,o.value)} %`:`–`;return s`<tr>
          <th scope="row">${ae(e,i.time,Date.now())}</th>
          <td>${a(n,i.present?`card_risk_confirmed`:`card_risk_ruled_out`)}</td>
          <td>
            <bdi>${c}</bdi
            >${o?.model===void 0?t:s` <span class="note">${o.model}</span>`}
          </td>
        </tr>`})}
    </tbody>
  </table>`}var vf=class extends S{constructor(...e){super(...e),this.person=``,this.model=``,this.stage=`closed`,this.failure=``}willUpdate(e){(e.has(`person`)||e.has(`model`))&&this.close()}updated(e){let t=e.get(`stage`);t!==void 0&&t!==this.stage&&this.stage!==`sending`&&(document.activeElement===null||document.activeElement===document.body)&&this.renderRoot.querySelector(this.stage===`closed`?`button`:`p`)?.focus()}close(){this.stage=`closed`,this.failure=``}async send(e){let{hass:t,localize:r,person:i,model:a}=this;if(t===void 0||r===void 0)return;this.stage=`sending`,this.failure=``;let o=()=>this.person!==i||this.model!==a;try{if(await C(t.connection,`record_outcome`,{person_id:i,model:a,outcome:e}),o())return;this.stage=`kept`,this.dispatchEvent(new CustomEvent(`outcome-recorded`))}catch(e){if(o())return;this.stage=`asking`,this.failure=x(n(e),r)}}render(){let{localize:e}=this;if(e===void 0)return s``;if(this.stage===`kept`)return s`<p role="status" tabindex="-1">${a(e,`card_risk_recorded`)}</p>`;let t=(t,n)=>s`<button ?disabled=${this.stage===`sending`} @click=${n}>${a(e,t)}</button>`;if(this.stage===`closed`)return s`<div class="actions">
        ${t(`card_risk_record`,()=>{this.stage=`asking`})}
      </div>`;let n=({key:e})=>{e===`Escape`&&this.stage===`asking`&&this.close()};return s`<p tabindex="-1" @keydown=${n}>${a(e,`card_risk_record_ask`)}</p>
      <div class="actions" @keydown=${n}>
        ${t(`card_risk_confirmed`,()=>void this.send(!0))}
        ${t(`card_risk_ruled_out`,()=>void this.send(!1))}
        ${t(`card_cancel`,()=>{this.close()})}
      </div>
      ${this.failure===``?``:s`<p class="failure" role="alert">${this.failure}</p>`}`}},yf=(vf.styles=[re,o`
      :host {
        display: grid;
        gap: 8px;
      }
    `],vf);_([u({attribute:!1})],yf.prototype,`hass`,void 0),_([u({attribute:!1})],yf.prototype,`localize`,void 0),_([u()],yf.prototype,`person`,void 0),_([u()],yf.prototype,`model`,void 0),_([c()],yf.prototype,`stage`,void 0),_([c()],yf.prototype,`failure`,void 0),yf=_([m(`healthsense-record-outcome`)],yf);var bf=o`
  :host {
    display: flex;
    flex-direction: column;
    gap: 16px;
    height: auto;
    --bar: var(--primary-color);
    --ink: var(--primary-text-color);
    --paper: var(--card-background-color, #fff);
  }
  h3 {
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
    margin: 0;
    color: var(--primary-text-color);
  }
  .head {
    align-items: flex-start;
  }
  .title p {
    font-size: var(--ha-font-size-m, 14px);
  }
  .big {
    font-size: var(--ha-font-size-l, 16px);
    line-height: 1.3;
  }
  .big strong {
    font-size: 32px;
    font-weight: var(--ha-font-weight-normal, 400);
    margin-inline-end: 4px;
    font-variant-numeric: tabular-nums;
  }
  .hundred {
    inline-size: min(100%, 420px);
    margin-block: -8px;
  }
  .hundred:dir(rtl) {
    transform: scaleX(-1);
  }
  .hundred circle {
    fill: var(--secondary-text-color);
    opacity: 0.35;
  }
  .hundred .sure,
  .hundred .likely {
    fill: var(--bar);
    stroke: var(--ink);
    stroke-width: 0.5;
    opacity: 1;
  }
  .hundred .likely {
    fill: color-mix(in srgb, var(--bar) 55%, var(--paper));
  }
  .hundred .open {
    fill: none;
    stroke: var(--bar);
    stroke-width: 1.4;
    opacity: 1;
  }
  .lacking,
  .part {
    display: grid;
    gap: 8px;
  }
  .lacking {
    padding: 12px 16px;
    border-radius: 12px;
    border-inline-start: 4px solid var(--secondary-text-color);
    background: color-mix(in srgb, var(--ink) 5%, transparent);
  }
  .steps {
    display: grid;
    gap: 6px;
    padding-inline-start: 20px;
    list-style: disc;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
    gap: 8px 16px;
  }
  .counted {
    table-layout: fixed;
  }
  .counted caption {
    padding-block-end: 8px;
  }
  .counted th,
  .counted td {
    vertical-align: middle;
    padding-block: 5px;
    font-size: var(--ha-font-size-m, 14px);
  }
  .counted th {
    inline-size: 42%;
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  .track {
    position: relative;
    display: block;
    block-size: 12px;
    border-inline-start: 1px solid var(--secondary-text-color);
  }
  [data-signed] .track {
    border: 0;
    background: linear-gradient(var(--secondary-text-color), var(--secondary-text-color)) center / 1px 100% no-repeat;
  }
  .track i {
    position: absolute;
    inset-block: 1px;
    inline-size: calc(100% * var(--length));
    border-radius: 2px;
  }
  [data-signed] .track i {
    inline-size: calc(50% * var(--length));
  }
  [data-signed] .track [data-side="above"] {
    inset-inline-start: 50%;
  }
  .track [data-side="above"] {
    inset-inline-start: 0;
    background: var(--bar);
  }
  .track [data-side="below"] {
    inset-inline-end: 50%;
    background: repeating-linear-gradient(-45deg, var(--secondary-text-color) 0 2px, transparent 2px 4px);
    box-shadow: inset 0 0 0 1px var(--secondary-text-color);
  }
  .effect {
    display: grid;
    /* On a phone the bar stands below its word. */
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 7em), 1fr));
    align-items: center;
    gap: 4px 8px;
  }
  healthsense-record-outcome {
    height: auto;
  }
  .toggle,
  .as-table {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: 44px;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .as-table {
    justify-self: start;
    padding-inline: 8px;
    margin-inline-start: -8px;
    font-size: var(--ha-font-size-s, 12px);
    font-weight: inherit;
    --mdc-icon-size: 20px;
  }
  .toggle ha-icon {
    --mdc-icon-size: 20px;
    transition: transform 150ms ease;
  }
  .toggle[aria-expanded="true"] ha-icon {
    transform: rotate(180deg);
  }
  .plainly {
    display: flex;
    gap: 8px;
    align-items: flex-start;
    --mdc-icon-size: 20px;
    padding-block-start: 12px;
    border-block-start: 1px solid var(--divider-color);
  }
  @media (prefers-reduced-motion: reduce) {
    .toggle ha-icon {
      transition: none;
    }
  }
`,xf,Sf=300,Cf=(xf=class extends w{constructor(...e){super(...e),this.open=!1,this.exact=!1,this.language=``,this.explained=new T(this),this.past=new T(this),this.model=new T(this),this.span=ne(`year`,Date.now())}get key(){return this.config?.assessment??`diabetes_risk`}get estimate(){return this.person?.assessments[this.key]}willUpdate(e){let{hass:t,person:n,estimate:r,key:i}=this;if(t===void 0||n===void 0||r===void 0)return;this.loadNames(t);let{connection:a}=t,o=`${n.person_id} ${i}`,s=`${r.value} ${r.refused} ${r.model}`,c={person_id:n.person_id};this.past.want(a,o,s,async()=>{this.span=ne(`year`,Date.now());let e=new Date(this.span.startMs).toISOString(),t={...c,assessments:[i],start:e,max_points:Sf},{assessments:n}=await C(a,`get_history`,t);return Wd(n[i]??[],r,this.span.endMs)}),fe.includes(i)&&this.explained.want(a,o,s,()=>wf(t,c.person_id,i));let l=Ud(r);this.open&&l!==null&&this.model.want(a,l.name,l.version,async()=>{let e={model:l.name,version:l.version.split(`+`)[0]};return await C(a,`get_model_card`,e)})}async loadNames(t){if(this.language!==t.language){this.language=t.language;try{this.named=await e(t)}catch{this.language=``}}}render(){let{hass:e,person:n}=this,r=this.named??this.localize;if(e===void 0||r===void 0||n===void 0)return t;let{estimate:i}=this;return s`
      <div class="head">
        <div class="title">
          <h2>${d(r,this.key)}</h2>
          <p class="note">${n.name}</p>
        </div>
        ${i===void 0?t:this.chip(e,r,i)}
      </div>
      ${i===void 0?j(a(r,`card_risk_unknown`)):this.answer(e,r,n,i)}
    `}get exactly(){return{on:this.exact,choose:e=>{this.exact=e}}}chip(e,n,r){let{status:i}=oe(e,n,r);return i===null||r.refused!==null?t:s`<healthsense-status .gravity=${i.gravity} .label=${i.label}></healthsense-status>`}answer(e,n,r,i){let o=Ud(i),c=this.explained.value?.outcomes??[],l=i.refused!==null&&i.missing.length>0,u=e.language.startsWith(`en`)&&i.explanation!==``&&!l;return s`
      ${of(e,n,i)} ${u?s`<p>${i.explanation}</p>`:t}
      ${sf(e,n,i)} ${lf(e,n,i)}
      ${Zd(e,n,i,this.exactly)}
      ${df(e,n,i,this.explained.value??void 0)}
      ${pf(e,n,d(n,this.key),i,this.past.value??[],c,this.span)}
      ${o!==null&&r.may_write?s`<healthsense-record-outcome
              .hass=${e}
              .localize=${n}
              .person=${r.person_id}
              .model=${o.name}
              @outcome-recorded=${this.explained.again}
            ></healthsense-record-outcome>`:t}
      ${o===null?t:this.about(e,n,i)}
      <p class="plainly">
        <ha-icon .icon=${`mdi:information-outline`} aria-hidden="true"></ha-icon>
        <span>${a(n,`card_risk_informs`)}</span>
      </p>
    `}about(e,n,r){let{value:i,failure:o}=this.model,c=o===null?i===void 0?j(a(n,`card_waiting`)):D(e,n,i):j(x(o,n));return s`<button
        class="toggle"
        aria-expanded=${this.open?`true`:`false`}
        aria-controls="model"
        @click=${()=>{this.open=!this.open}}
      >
        ${a(n,`card_risk_model`,{model:r.model??``})}
        <ha-icon .icon=${`mdi:chevron-down`} aria-hidden="true"></ha-icon>
      </button>
      <div id="model" ?hidden=${!this.open}>${this.open?c:t}</div>`}},xf.styles=[re,bf,O],xf);_([u({attribute:!1})],Cf.prototype,`config`,void 0),_([c()],Cf.prototype,`open`,void 0),_([c()],Cf.prototype,`exact`,void 0),_([c()],Cf.prototype,`named`,void 0),Cf=_([m(`healthsense-risk-body`)],Cf);async function wf(e,t,n){try{return await C(e.connection,`explain_prediction`,{person_id:t,assessment:n})}catch(e){let{translation_key:t}=e;if(t===`no_past_estimate`||t===`model_version_unknown`)return null;throw e}}