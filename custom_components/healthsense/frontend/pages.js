import{B as e,C as t,D as n,E as r,F as i,G as a,H as o,I as s,L as c,M as l,N as u,O as d,P as f,R as p,T as m,V as h,c as g,d as _,g as v,k as y,l as b,w as x,z as ee}from"./form.js";import{O as te,_ as ne,b as S,d as re,f as ie,g as ae,h as oe,k as se,m as ce,o as le,p as ue,s as de,t as fe,v as pe,y as me}from"./healthsense.js";import{a as he,c as ge,d as _e,f as C,i as ve,l as ye,n as be,o as xe,r as Se,s as Ce,t as we,u as w}from"./sheet-styles.js";import{C as Te,D as Ee,E as De,F as Oe,I as T,N as E,O as ke,S as Ae,T as je,_ as Me,b as Ne,d as Pe,f as Fe,g as D,h as Ie,l as Le,m as Re,n as O,p as k,r as ze,u as Be,w as Ve,x as He,y as A}from"./view.js";import{n as Ue}from"./slug.js";var We=a`
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    min-width: 0;
  }
  legend {
    padding: 0;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .one {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    align-content: start;
    min-width: 0;
  }
  label {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-m, 14px);
  }
  input,
  select,
  textarea {
    font: inherit;
    color: var(--primary-text-color);
    background: none;
    border: 0;
    min-width: 0;
    box-sizing: border-box;
    color-scheme: light dark;
  }
  option {
    color: var(--primary-text-color);
    background: var(--card-background-color, #fff);
  }
  .input {
    display: flex;
    width: 100%;
    min-height: 44px;
    box-sizing: border-box;
    padding-inline: 12px;
    align-items: center;
    gap: 8px;
    border: 1px solid var(--secondary-text-color);
    border-radius: 12px;
    background: color-mix(in srgb, var(--primary-text-color) 4%, transparent);
  }
  .input > input {
    flex: 1;
    width: 0;
    align-self: stretch;
    min-height: 42px;
    padding: 0;
    outline: none;
  }
  .input:focus-within,
  .input:focus-visible,
  summary:focus-visible,
  [type="radio"]:focus-visible,
  [type="checkbox"]:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 1px;
  }
  [aria-invalid="true"].input,
  .input:has([aria-invalid="true"]) {
    border-color: var(--error-color, #db4437);
    box-shadow: inset 0 0 0 1px var(--error-color, #db4437);
  }
  ::placeholder {
    color: var(--secondary-text-color);
    opacity: 1;
  }
  .wrong::before {
    content: "⚠ " / "";
  }
  .wrong {
    font-size: var(--ha-font-size-m, 14px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .radio {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: 44px;
    color: var(--primary-text-color);
  }
  [type="radio"],
  [type="checkbox"] {
    width: 20px;
    height: 20px;
    flex: none;
    margin: 0;
    accent-color: var(--primary-color);
  }
  details {
    border-block-start: 1px solid var(--divider-color);
  }
  summary {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 44px;
    cursor: pointer;
    border-radius: 8px;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    content: "";
    width: 8px;
    height: 8px;
    margin-inline-start: auto;
    margin-inline-end: 6px;
    border: solid var(--secondary-text-color);
    border-width: 0 2px 2px 0;
    transform: rotate(45deg) translate(-2px, -2px);
  }
  details[open] > summary::after {
    transform: rotate(225deg) translate(-2px, -2px);
  }
`;function Ge(e,t,n,r){return o`<div class="tabs" role="tablist" aria-label=${e} @keydown=${e=>{let i=e.currentTarget,a=getComputedStyle(i).direction===`rtl`,o={ArrowRight:a?-1:1,ArrowLeft:a?1:-1}[e.key];if(o===void 0)return;e.preventDefault();let s=t[(t.findIndex(({key:e})=>e===n)+o+t.length)%t.length];s!==void 0&&(r(s.key),i.querySelector(`#tab-${s.key}`)?.focus())}}>
    ${t.map(({key:e,label:t})=>o`<button
          type="button"
          role="tab"
          id="tab-${e}"
          aria-selected=${e===n?`true`:`false`}
          aria-controls="panel-${e}"
          tabindex=${e===n?0:-1}
          @click=${()=>{r(e)}}
        >
          ${t}
        </button>`)}
  </div>`}function Ke(e,t){return o`<div class="panel" role="tabpanel" id="panel-${e}" aria-labelledby="tab-${e}">${t}</div>`}var qe=a`
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 0 4px;
    border-block-end: 1px solid var(--divider-color);
  }
  .tabs button {
    min-height: 44px;
    padding: 0 12px;
    border-radius: 8px 8px 0 0;
    border-block-end: 3px solid transparent;
    color: var(--secondary-text-color);
  }
  .tabs [aria-selected="true"] {
    border-color: var(--primary-color);
    color: var(--primary-text-color);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
`;function j(e){return e.raised!==null||e.happened!==null}function Je(e){return e.raised??e.happened??e.began}function Ye(e,t,n){return e.flatMap(e=>(t.get(e.person_id)?.history??[]).map(t=>({person:e,alert:t}))).filter(({alert:e})=>n||j(e)).sort((e,t)=>Date.parse(Je(t.alert))-Date.parse(Je(e.alert)))}function Xe(e){return[...e.values()].reduce((e,{history:t})=>e+t.filter(e=>!j(e)).length,0)}function Ze(e,t,n,r){let a=((n.ended===null?r:Date.parse(n.ended))-Date.parse(Je(n)))/1e3;if(n.ended!==null&&Math.round(a)<=0)return``;let o=k(e,a);return i(t,n.ended===null?`card_alerts_open_for`:`card_alerts_lasted`,{time:o})}function Qe(e,t,n){if(n.raised===null)return``;if(n.answered_after_s===null)return i(t,`card_alerts_unanswered`);let r=n.acknowledged_by_name??i(t,`notice_somebody`);return i(t,`card_alerts_answered`,{who:r,time:k(e,n.answered_after_s)})}var $e={quality:`notice_reason_quality`,sensor_off:`notice_reason_sensor_off`,exercise:`notice_reason_exercise`,sleep:`notice_reason_sleep`,ill:`notice_reason_ill`,travelling:`notice_reason_travelling`,learning:`notice_reason_learning`,uncorroborated:`notice_reason_uncorroborated`,cooldown:`notice_reason_cooldown`,switched_off:`notice_reason_switched_off`,paused:`notice_reason_paused`};function et(e,t){return i(e,$e[t]??``)||t.replaceAll(`_`,` `)}function tt(e,t){if(j(t))return``;let n=t.reasons.find(e=>e.suppressed!==null)?.suppressed,r=t.log.find(e=>e.suppressed!==null)?.suppressed,a=n??r;return a?i(e,`card_alerts_silent`,{reason:et(e,a)}):i(e,`card_alerts_too_short`)}var nt={pending:`card_alerts_pending`,suppressed:`card_alerts_suppressed`,withdrawn:`card_alerts_withdrawn`,marked:`card_alerts_marked`};function rt(e,t,{event:n,reason:r,suppressed:a,by_name:o,time:s},c){let l=nt[n],d=l===void 0?it(t,n):i(t,l),f=u(t,r),p=a===null?f===r.replaceAll(`_`,` `)?``:f:et(t,a);return[`${D(e,s,c)} · ${d}`,p,o??``].filter(Boolean).join(` · `)}function it(e,t){return e(`component.healthsense.entity.event.alert.state_attributes.event_type.state.${t}`)||t.replaceAll(`_`,` `)}var at={done:`card_alerts_told`,due:`card_alerts_due`,failed:`card_alerts_failed`,dropped:`card_alerts_dropped`};function ot(e,t,n,r){let a=n.recipient_name??i(t,`notice_somebody`);return i(t,at[n.status],{who:a,time:D(e,n.done??n.made,r)})}var st=1;function ct(t,n,r,{budget:{levels:a,proposals:s},statistics:c},l){let u=Object.entries(c.suppressed).sort((e,t)=>t[1]-e[1]),d=c.acknowledge_median_s;return o`<div class="budget">
    ${l?o`<h3>${r.name}</h3>`:e}
    <table>
      <caption>
        ${i(n,`card_alerts_budget_what`)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${i(n,`card_alerts_level`)}</th>
          <th scope="col">${i(n,`card_alerts_count`)}</th>
          <th scope="col">${i(n,`card_alerts_week`)}</th>
          <th scope="col">${i(n,`card_alerts_allowed`)}</th>
          <td></td>
        </tr>
      </thead>
      <tbody>
        ${a.map(e=>lt(t,n,e))}
      </tbody>
    </table>
    <ul class="lines">
      ${c.useful+c.not_useful===0?e:o`<li>
              ${i(n,`card_alerts_judged`,{useful:c.useful,not_useful:c.not_useful})}
            </li>`}
      ${d===null?e:o`<li>${i(n,`card_alerts_median`,{time:k(t,d)})}</li>`}
      ${c.failed===0?e:o`<li>${i(n,`card_alerts_undelivered`,{count:c.failed})}</li>`}
      ${u.map(([e,t])=>o`<li>${i(n,`card_alerts_kept_silent`,{count:t,reason:et(n,e)})}</li>`)}
    </ul>
    ${s.length===0?e:o`<h4>${i(n,`card_alerts_proposals`)}</h4>
            <ul class="lines">
              ${s.map(e=>o`<li>${dt(t,n,e)}</li>`)}
            </ul>
            <p class="note">${i(n,`card_alerts_never`)}</p>`}
  </div>`}function lt(e,t,{level:n,count:r,per_week:a,allowed:s,overspent:c}){return o`<tr>
    <th scope="row">${y(t,n)}</th>
    <td>${A(e,r,0)}</td>
    <td>${a===null?`–`:A(e,a,st)}</td>
    <td>${A(e,s,st)}</td>
    <td>
      <healthsense-status
        .gravity=${c?`warning`:`good`}
        .label=${i(t,c?`card_alerts_overspent`:`card_alerts_within`)}
      ></healthsense-status>
    </td>
  </tr>`}var ut={limit:`card_alerts_propose_limit`,switch_off:`card_alerts_propose_off`,ask_clinician:`card_alerts_propose_ask`};function dt(e,t,n){let r=r=>{if(r===null)return``;let i=Fe(e,t,``,r,n.unit);return`${i.text} ${i.unit}`.trim()};return`${i(t,ut[n.change],{rule:u(t,n.rule),limit:r(n.limit),before:r(n.instead_of)})} ${i(t,`card_alerts_would`,{saved:n.saved,left:n.left,missed:n.missed.length})}`}function ft(t,n){let{hass:r,localize:a,nowMs:s}=t,{alert:c,person:l}=n,u=j(c);return o`<li class="past" data-rang=${u?`true`:`false`}>
    <details>
      <summary>
        <span class="level"
          >${u?o`<healthsense-status
                  .gravity=${Be(c.level)}
                  .label=${y(a,c.level)}
                ></healthsense-status>`:o`<span class="silent"
                  ><ha-icon .icon=${`mdi:bell-off-outline`} aria-hidden="true"></ha-icon
                  >${y(a,c.level)}</span
                >`}</span
        >
        <span class="what"
          ><strong>${Le(a,c)}</strong>${t.named?o` · <bdi>${l.name}</bdi>`:e}
          <span class="note"
            >${[D(r,Je(c),s),u?Ze(r,a,c,s):tt(a,c)].filter(Boolean).join(` · `)}</span
          ></span
        >
      </summary>
      <div class="full">
        ${c.test?o`<p>${i(a,`notice_test`)}</p>`:e}
        ${pt(c).map(e=>o`<p>${ce(r,a,l.device_id,e,s)}</p>`)}
        ${c.reasons.flatMap(({rule:e,suppressed:t})=>t===null?[]:[o`<p>${mt(a,e,t)}</p>`])}
        ${u?o`<p>${Qe(r,a,c)}</p>`:e}
        ${u&&!c.test?gt(t,n):e} ${t.about(n)}
        ${ht(i(a,`card_alerts_deliveries`),c.deliveries.map(e=>ot(r,a,e,s)))}
        ${ht(i(a,`card_alerts_log`),c.log.map(e=>rt(r,a,e,s)))}
      </div>
    </details>
  </li>`}function pt(e){return e.test?[]:j(e)?Pe(e.reasons):e.reasons.filter(e=>e.suppressed===null)}function mt(e,t,n){return i(e,`notice_not_counted`,{what:u(e,t),reason:et(e,n)})}function ht(t,n){return n.length===0?e:o`<h4>${t}</h4>
    <ul class="lines">
      ${n.map(e=>o`<li>${e}</li>`)}
    </ul>`}function gt(t,n){let{localize:r}=t,{alert:a}=n,s=Le(r,a),c=(e,r)=>o`<button
      type="button"
      aria-pressed=${a.useful===e?`true`:`false`}
      aria-label="${r}: ${s}"
      ?disabled=${t.busy.has(a.id)}
      @click=${()=>{t.send(n,{do:`mark`,useful:e})}}
    >
      <ha-icon .icon=${e?`mdi:thumb-up-outline`:`mdi:thumb-down-outline`} aria-hidden="true"></ha-icon>${r}
    </button>`,l=t.failed.get(a.id);return o`<div class="actions">
      ${c(!0,i(r,`card_alerts_useful`))}${c(!1,i(r,`card_alerts_not_useful`))}
    </div>
    ${l===void 0?e:o`<p class="failure" role="alert">${l}</p>`}`}var _t=pe(class extends me{constructor(){super(...arguments),this.key=e}render(e,t){return this.key=e,t}update(e,[t,n]){return t!==this.key&&(ae(e),this.key=t),n}}),vt=1e3;function yt(e){let{localize:t,people:n,answers:r}=e,a=n.filter(({person_id:e})=>r.has(e)),s=a.flatMap(e=>(r.get(e.person_id)?.notes??[]).map(t=>({person:e,note:t}))).sort((e,t)=>Date.parse(t.note.time)-Date.parse(e.note.time)),c=a.map(({person_id:e})=>e).join();return o`${_t(c,Ct(e,a))}
  ${s.length===0?o`<p class="message">${i(t,`card_alerts_no_notes`)}</p>`:o`<ul class="notes">
          ${s.map(({person:i,note:a})=>{let o=xt(r.get(i.person_id),a.alert);return St(e,a,[n.length>1?i.name:``,o===void 0?``:Le(t,o)])})}
        </ul>`}`}function bt(t,n,r,a,s=[]){let{localize:c}=t,l={personId:r.person_id,alert:a.id},u=`note-${n}-${l.personId}-${l.alert}`,d=i(c,`card_alerts_note_here`);return o`<div class="about">
    ${s.length===0?e:o`<ul class="notes" aria-label=${i(c,`card_alerts_notes_here`)}>
            ${s.map(e=>St(t,e,[]))}
          </ul>`}
    <details class="writing">
      <summary><ha-icon .icon=${`mdi:comment-plus-outline`} aria-hidden="true"></ha-icon><span>${d}</span></summary>
      ${wt(t,{place:u,label:d,hidden:!0},e,(e,n)=>{t.write({...l,place:u,text:e},n)})}
    </details>
  </div>`}function xt(e,t){if(e!==void 0&&t!==null)return[...e.history,...e.open].find(e=>e.id===t)}function St({hass:e,localize:t,nowMs:n},r,a){let s=[D(e,r.time,n),r.by_name??i(t,`notice_somebody`),...a];return o`<li>
    <p class="text"><bdi>${r.text}</bdi></p>
    <p class="note">${s.filter(Boolean).join(` · `)}</p>
  </li>`}function Ct(t,n){let{localize:r}=t,a=t.people.length>1?o`<div class="one">
        <label for="note-person">${i(r,`card_alerts_note_about`)}</label>
        <select id="note-person" name="person" class="input">
          ${n.map(e=>o`<option value=${e.person_id}>${e.name}</option>`)}
        </select>
      </div>`:e,s=i(r,`card_alerts_note`),c=`note-general`;return wt(t,{place:c,label:s,hidden:!1},a,(e,r)=>{let i=r.querySelector(`[name=person]`)?.value;t.write({place:c,personId:i??n[0]?.person_id??``,alert:null,text:e},r)})}function wt({localize:t,writer:n},{place:r,label:a,hidden:s},c,l){let u=n.failure?.place===r?n.failure.text:``,d=e=>{e.preventDefault();let t=e.target;l(t.querySelector(`textarea`)?.value.trim()??``,t)},f=o`<textarea
    id=${r}
    name="text"
    class="input"
    rows="2"
    maxlength=${vt}
    aria-label=${s?a:e}
  ></textarea>`;return o`<form @submit=${d} aria-busy=${n.busy?`true`:`false`}>
    ${c}
    <div class="one">${s?e:o`<label for=${r}>${a}</label>`}${f}</div>
    ${u===``?e:o`<p class="wrong" role="alert">${u}</p>`}
    <div class="actions">
      <button type="submit" ?disabled=${n.busy}>${i(t,`card_alerts_note_save`)}</button>
    </div>
  </form>`}var Tt=a`
  :host {
    display: flex;
    flex-direction: column;
    gap: 12px;
    container-type: inline-size;
    height: auto;
  }
  h3,
  h4 {
    margin: 0;
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  h4 {
    font-size: var(--ha-font-size-m, 14px);
  }
  .history {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .past > details > summary {
    padding-block: 8px;
  }
  .past:first-child > details,
  .writing {
    border: 0;
  }
  .level {
    flex: none;
    min-inline-size: 116px;
  }
  .silent {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding-inline: 6px 10px;
    color: var(--secondary-text-color);
    --mdc-icon-size: 20px;
  }
  .what {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .what .note {
    display: block;
  }
  .full {
    display: grid;
    gap: 8px;
    padding-block: 4px 16px;
    font-size: var(--ha-font-size-m, 14px);
  }
  .actions button {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    --mdc-icon-size: 20px;
  }
  [aria-pressed="true"] {
    color: var(--card-background-color, #fff);
    background: var(--primary-text-color);
  }
  .lines {
    display: grid;
    gap: 4px;
    font-size: var(--ha-font-size-m, 14px);
  }
  .lines li {
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--divider-color);
  }
  .budget {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    overflow-x: auto;
  }
  .budget thead th {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  .budget tbody tr > * {
    border-block-start: 1px solid var(--divider-color);
    padding-block: 8px;
    vertical-align: middle;
  }
  textarea.input {
    padding-block: 10px;
    resize: vertical;
  }
  .notes {
    display: grid;
    gap: 12px;
  }
  .notes .text {
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .about {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
  }
  .about .notes {
    gap: 8px;
  }
  .about .notes li {
    padding: 8px 12px;
    border-radius: 8px;
    background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
  }
  .writing summary {
    --mdc-icon-size: 20px;
  }
  .writing form {
    gap: 8px;
    padding-block-end: 4px;
  }
  @container (max-width: 420px) {
    .past > details > summary {
      flex-wrap: wrap;
      position: relative;
      padding-inline-end: 24px;
    }
    .past > details > summary::after {
      position: absolute;
      inset-inline-end: 0;
      inset-block-start: 18px;
    }
    .level {
      min-inline-size: 0;
    }
    .what {
      flex-basis: 100%;
    }
  }
`,Et=class{constructor(e,t){this.host=e,this.known=t,this.busy=!1,this.failure=null,e.addController(this)}hostConnected(){}async write({place:e,personId:n,alert:r,text:a}){let{hass:o,localize:s}=this.known();if(o===void 0||s===void 0||this.busy)return!1;if(a===``)return this.fail(e,i(s,`card_alerts_note_empty`));this.busy=!0,this.failure=null,this.host.requestUpdate();try{let e=r===null?{}:{alert:r};return await o.connection.sendMessagePromise({type:`healthsense/alert`,person_id:n,do:`note`,text:a,...e}),!0}catch(n){return this.fail(e,x(t(n),s))}finally{this.busy=!1,this.host.requestUpdate()}}fail(e,t){return this.failure={place:e,text:t},this.host.requestUpdate(),!1}},Dt,Ot=new Map,kt=[`day`,`week`,`month`,`year`],At=30,M=(Dt=class extends w{constructor(...e){super(...e),this.people=[],this.tab=`history`,this.all=!1,this.most=At,this.sender=new ie(this,()=>({hass:this.hass,localize:this.localize})),this.writer=new Et(this,()=>({hass:this.hass,localize:this.localize})),this.ask=new C(this),this.period=new ye(this)}willUpdate(){let{hass:e,people:t,period:n}=this;if(e===void 0)return;n.begin(this.config?.range??`month`);let{startMs:r,endMs:i}=n.span,a=t.map(e=>e.person_id),o=t.flatMap(e=>e.alerts?.open??[]).map(({id:e,stage:t,level:n})=>`${e}${t}${n}`),s=t.map(e=>e.noted),c=JSON.stringify([r,i,o,s]);this.ask.want(e.connection,a.join(),c,async()=>{let t=i<Date.now()-6e5?{end:new Date(i).toISOString()}:{};return jt(e,a,{start:new Date(r).toISOString(),...t})})}async send(e,t,n){await this.sender.send(e,t,n)&&this.ask.again()}async write(e,t){if(!await this.writer.write(e))return;t.reset();let n=t.closest(`details`);n!==null&&(n.open=!1,n.querySelector(`summary`)?.focus()),this.ask.again()}notesShown(e,t){let{people:n,writer:r}=this,i=this.ask.value?.read??Ot;return{hass:e,localize:t,nowMs:Date.now(),people:n,answers:i,writer:r,write:(e,t)=>void this.write(e,t)}}render(){let{hass:t,localize:n,people:r}=this;if(t===void 0||n===void 0)return e;let[a]=r,s=r.length>1,c=i(n,`card_alerts_title`);return o`<h2>${c}${s||a===void 0?e:o` · <bdi>${a.name}</bdi>`}</h2>
      ${this.open(t,n,s)}
      ${Ge(c,[{key:`history`,label:i(n,`card_alerts_history`)},{key:`budget`,label:i(n,`card_alerts_budget`)},{key:`notes`,label:i(n,`card_alerts_notes`)}],this.tab,e=>{this.tab=e})}
      ${Ke(this.tab,this.shown(t,n,s))}`}open(t,n,r){let{busy:a,failed:s}=this.sender,c=Date.now(),l=this.people.some(e=>(e.alerts?.open.length??0)>0);return o`${l?e:o`<p>
            <healthsense-status
              .gravity=${`good`}
              .label=${i(n,`card_alerts_none_open`)}
            ></healthsense-status>
          </p>`}
    ${this.people.map(l=>{let u=(l.alerts?.open.length??0)>0,d=e=>[...l.may_write?[{label:i(n,`card_alerts_resolve`),command:{do:`resolve`}}]:[],...e.test?[]:[{label:i(n,`card_alerts_useful`),command:{do:`mark`,useful:!0}}]],f=(e,t)=>void this.send(l.person_id,e.id,t),p=this.ask.value?.read.get(l.person_id);return o`${u&&r?o`<h3>${l.name}</h3>`:e}
      ${ue({hass:t,localize:n,person:l,nowMs:c,busy:a,failed:s,send:f,further:d,below:e=>bt(this.notesShown(t,n),`open`,l,e,p?.open.find(({id:t})=>t===e.id)?.notes)})}`})}`}shown(t,n,r){let{ask:a,people:s,period:c}=this,l=a.value?.read,u=o`<healthsense-range
      .hass=${t}
      .localize=${n}
      .range=${c.range}
      .span=${c.span}
      .ranges=${kt}
      @range-changed=${c.onChanged}
    ></healthsense-range>`;if(l===void 0){let e=a.failure===null?i(n,`card_waiting`):x(a.failure,n);return o`${u}${T(e)}`}let d=this.missing(n);return this.tab===`budget`?o`${u}${d}${s.map(i=>{let a=l.get(i.person_id);return a===void 0?e:ct(t,n,i,a,r)})}`:this.tab===`notes`?o`${u}${d}${yt(this.notesShown(t,n))}`:o`${u}${d}${this.history(t,n,l,r)}`}missing(t){let n=this.ask.value?.refused,a=this.people.flatMap(({person_id:e,name:a})=>{let o=n?.get(e);return o===void 0?[]:[i(t,`card_alerts_not_read`,{name:a,reason:r(o,t)})]});return a.length===0?e:o`<div class="banner" role="status">${a.map(e=>o`<p>${e}</p>`)}</div>`}history(t,n,r,a){let s=Ye(this.people,r,this.all),c=Xe(r),{busy:l,failed:u}=this.sender,d=(e,t)=>void this.send(e.person.person_id,e.alert.id,t),f=this.notesShown(t,n),p={hass:t,localize:n,nowMs:Date.now(),named:a,busy:l,failed:u,send:d,about:({person:e,alert:t})=>bt(f,`past`,e,t,t.notes)};return o`${c===0?e:o`<label class="radio"
            ><input
              type="checkbox"
              .checked=${this.all}
              @change=${e=>{this.all=e.target.checked}}
            />${i(n,`card_alerts_show_silent`,{count:c})}</label
          >`}
    ${s.length===0?T(i(n,`card_alerts_nothing`)):o`<ul class="history" aria-busy=${this.ask.busy?`true`:`false`}>
            ${oe(s.slice(0,this.most),({person:e,alert:t})=>`${e.person_id} ${t.id}`,e=>ft(p,e))}
          </ul>`}
    ${s.length<=this.most?e:o`<div class="actions">
            <button
              type="button"
              @click=${()=>{this.most+=At}}
            >
              ${i(n,`card_alerts_more`,{count:s.length-this.most})}
            </button>
          </div>`}`}},Dt.styles=[E,We,qe,re,Tt],Dt);g([c({attribute:!1})],M.prototype,`config`,void 0),g([c({attribute:!1})],M.prototype,`people`,void 0),g([s()],M.prototype,`tab`,void 0),g([s()],M.prototype,`all`,void 0),g([s()],M.prototype,`most`,void 0),M=g([p(`healthsense-alerts-body`)],M);async function jt(e,n,r){let i=new Map,a=new Map;await Promise.all(n.map(async n=>{try{let t=await e.connection.sendMessagePromise({type:`healthsense/alerts`,person_id:n,...r});i.set(n,t)}catch(e){a.set(n,t(e))}}));let o=[...a.values()],s=o.find(m)??(i.size===0?o[0]:void 0);if(s!==void 0)throw s;return{read:i,refused:a}}var Mt=class extends ee{constructor(...e){super(...e),this.table=!1}render(){let{localize:t,chart:n}=this;return t===void 0||n===void 0?e:o`<figure>
      <figcaption>
        <h3>${n.title}</h3>
        <p>${n.summary}</p>
      </figcaption>
      ${this.table?Ft(n):Pt(n)}
      <button
        class="as-table"
        aria-pressed=${this.table?`true`:`false`}
        @click=${()=>{this.table=!this.table}}
      >
        <ha-icon .icon=${`mdi:table`} aria-hidden="true"></ha-icon>${i(t,`card_as_table`)}
      </button>
    </figure>`}},N=(Mt.styles=[E,a`
      figure {
        container-type: inline-size;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
        margin: 0;
      }
      h3 {
        margin: 0;
        font-size: var(--ha-font-size-m, 14px);
        font-weight: var(--ha-font-weight-medium, 500);
      }
      figcaption p {
        color: var(--secondary-text-color);
      }
      .bars {
        display: flex;
        align-items: stretch;
        gap: clamp(1px, 1%, 8px);
        height: 112px;
      }
      .bar {
        flex: 1 1 0;
        min-width: 0;
        max-width: 56px;
        display: flex;
        flex-direction: column;
        justify-content: flex-end;
      }
      .stack {
        display: flex;
        flex-direction: column-reverse;
        flex: 1;
      }
      .part,
      .key {
        --ink: var(--primary-color);
        box-sizing: border-box;
        background: var(--ink);
      }
      .part:last-child {
        border-start-start-radius: 3px;
        border-start-end-radius: 3px;
      }
      .hatched {
        --ink: var(--warning-color, #ffa600);
        background: repeating-linear-gradient(
          45deg,
          var(--ink) 0 3px,
          color-mix(in srgb, var(--ink) 30%, transparent) 3px 6px
        );
        border: 1px solid var(--ink);
      }
      .hollow {
        background: none;
        border: 1px dashed var(--secondary-text-color);
      }
      .bars {
        background: linear-gradient(var(--divider-color), var(--divider-color)) 0 calc(100% - 18px) / 100% 1px no-repeat;
      }
      .tick {
        height: 18px;
        padding-block-start: 2px;
        font-size: var(--ha-font-size-s, 12px);
        line-height: 16px;
        color: var(--secondary-text-color);
        white-space: nowrap;
        overflow: visible;
      }
      /* Its word is wider than the bar: it goes on towards the others, not off the card. */
      .bar:last-child .tick {
        display: flex;
        justify-content: flex-end;
      }
      @container (max-width: 300px) {
        .bar:last-child .tick {
          visibility: hidden;
        }
      }
      .keys {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
      }
      .keys li {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        font-size: var(--ha-font-size-s, 12px);
      }
      .key {
        width: 14px;
        height: 14px;
        border-radius: 3px;
      }
      .as-table {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        justify-self: start;
        min-height: 44px;
        padding-inline: 8px;
        margin-inline-start: -8px;
        --mdc-icon-size: 20px;
        font-size: var(--ha-font-size-s, 12px);
      }
      td {
        font-variant-numeric: tabular-nums;
      }
      tr {
        border-block-end: 1px solid var(--divider-color);
      }
    `],Mt);g([c({attribute:!1})],N.prototype,`localize`,void 0),g([c({attribute:!1})],N.prototype,`chart`,void 0),g([s()],N.prototype,`table`,void 0),N=g([p(`healthsense-bars`)],N);var Nt=e=>e.parts.reduce((e,t)=>e+t,0);function Pt(t){let n=Math.max(1,...t.bars.map(Nt));return o`<div class="bars" role="img" aria-label="${t.title}. ${t.summary}">
      ${t.bars.map(r=>o`<div class="bar" title="${r.name}: ${r.parts.map(t.text).join(` / `)}">
            <div class="stack">
              ${r.parts.map((r,i)=>r===0?e:o`<div
                      class="part ${t.series[i]?.look??`solid`}"
                      style="height:${r/n*100}%;min-height:3px"
                    ></div>`)}
            </div>
            <div class="tick">${r.tick??``}</div>
          </div>`)}
    </div>
    <ul class="keys" role="list">
      ${t.series.map(e=>o`<li><span class="key ${e.look}" aria-hidden="true"></span>${e.name}</li>`)}
    </ul>`}function Ft(e){return o`<table>
    <caption class="spoken">
      ${e.title}
    </caption>
    <thead>
      <tr>
        <th scope="col">${e.by}</th>
        ${e.series.map(e=>o`<th scope="col">${e.name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${e.bars.map(t=>o`<tr>
            <th scope="row">${t.name}</th>
            ${t.parts.map(t=>o`<td>${e.text(t)}</td>`)}
          </tr>`)}
    </tbody>
  </table>`}function It(t,n,r,i){return n.length<2?e:o`<label class="who">
    <span class="spoken">${t}</span>
    <select
      @change=${e=>{i(e.target.value)}}
    >
      ${n.map(e=>o`<option .value=${e.person_id} ?selected=${e.person_id===r}>${e.name}</option>`)}
    </select>
  </label>`}function Lt(e,t){return e.find(e=>e.person_id===t)??e[0]}var Rt=a`
  .who select {
    font: inherit;
    min-height: 44px;
    max-width: 100%;
    padding-inline: 12px;
    color: var(--primary-text-color);
    background: var(--card-background-color, #fff);
    border: 1px solid var(--secondary-text-color);
    border-radius: 12px;
  }
  .who select:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
`,zt={blood_pressure:`advice_measure_blood_pressure`,weight:`advice_measure_weight`,glucose:`advice_measure_glucose`,spo2:`advice_measure_spo2`,temperature:`advice_measure_temperature`,heart_rate:`advice_measure_heart_rate`,respiratory_rate:`advice_measure_respiratory_rate`,waist:`advice_measure_waist`};function Bt(e,t){let n=zt[t];return(n===void 0?``:i(e,n))||l(e,t)}function Vt(t,n,r){let a=Date.now(),s=e=>A(t,e,0);return o`<table>
    <caption class="spoken">
      ${i(n,`card_analytics_tasks`)}
    </caption>
    <thead>
      <tr>
        <th scope="col">${i(n,`card_analytics_task`)}</th>
        <th scope="col">${i(n,`card_analytics_done`)}</th>
        <th scope="col">${i(n,`card_analytics_next`)}</th>
      </tr>
    </thead>
    <tbody>
      ${r.map(r=>o`<tr>
            <th scope="row">${Bt(n,r.key)}</th>
            <td>
              <bdi>${s(r.done)} / ${s(r.planned)}</bdi>
              ${r.planned===0?e:o`<span class="note"><bdi>${s(r.done/r.planned*100)} %</bdi></span>`}
            </td>
            <td>
              ${r.overdue?o`<span class="overdue">${i(n,`card_care_overdue`)}</span>`:e}
              ${r.next_due===null?`–`:D(t,r.next_due,a)}
            </td>
          </tr>`)}
    </tbody>
  </table>`}var Ht=a`
  tbody tr {
    border-block-start: 1px solid var(--divider-color);
  }
  thead th {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  tbody th,
  tbody td {
    padding-block: 6px;
  }
  td .note,
  .overdue {
    display: block;
  }
  .overdue {
    font-weight: var(--ha-font-weight-medium, 500);
  }
`,Ut=a`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 24px;
    height: auto;
  }
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    padding: 0;
  }
  h3 {
    margin: 0;
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .figure {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 10px;
  }
  .figure strong {
    font-size: 32px;
    font-weight: 400;
    line-height: 1.2;
  }
  .trends {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
    gap: 0 32px;
  }
  .trends li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) fit-content(50%);
    align-items: center;
    gap: 10px;
    min-height: 36px;
    padding-block: 4px;
    box-sizing: border-box;
    line-height: 1.3;
    border-block-end: 1px solid var(--divider-color);
    --mdc-icon-size: 20px;
  }
  .trends ha-icon {
    color: var(--secondary-text-color);
  }
  .trends strong {
    font-weight: var(--ha-font-weight-medium, 500);
    text-align: end;
  }
  .trends .none strong {
    font-weight: 400;
    color: var(--secondary-text-color);
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 136px), 1fr));
    gap: 12px;
  }
  dd {
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
`,Wt=[`heart_rate_trend`,`heart_rate_deviation`,`spo2_trend`,`spo2_deviation`,`hrv_night_trend`,`weight_change`,`steps_deviation`,`activity_deviation`],Gt={rising:`mdi:trending-up`,higher_than_usual:`mdi:trending-up`,falling:`mdi:trending-down`,lower_than_usual:`mdi:trending-down`,steady:`mdi:trending-neutral`,usual:`mdi:trending-neutral`,rule_met:`mdi:alert-outline`},Kt=[`critical`,`urgent`,`warning`,`info`],qt=6,Jt=864e5,Yt=1e6;function Xt(e,t){return`${A(e,t*100,0)} %`}function Zt(e,t,n){let r=t=>A(e,t,0),a=new Intl.DateTimeFormat(e.locale.language,{day:`numeric`,month:`short`,timeZone:`UTC`}),o=Math.ceil(n.weeks.length/qt);return{title:i(t,`card_analytics_weeks`),summary:i(t,`card_analytics_kept`,{done:r(n.done),planned:r(n.planned)}),by:i(t,`card_analytics_week`),series:[{name:i(t,`card_analytics_done`),look:`solid`},{name:i(t,`card_analytics_missed`),look:`hollow`}],bars:n.weeks.map((e,t)=>{let n=a.format(Date.parse(e.start));return{name:n,parts:[e.done,Math.max(0,e.planned-e.done)],...t%o===0?{tick:n}:{}}}),text:r}}function Qt(e,t,{alerts:n}){let r=t=>A(e,t,0),a=n.useful+n.not_useful,o=Kt.filter(e=>n.by_level[e]>0);return[{name:i(t,`card_analytics_alerts`),text:[r(n.count),...o.map(e=>`${y(t,e)}:\u00a0${r(n.by_level[e])}`)].join(`
`)},{name:i(t,`card_analytics_answered`),text:`${r(n.acknowledged)} / ${r(n.count)}`},n.median_ack_s===null?null:{name:i(t,`card_analytics_median`),text:k(e,n.median_ack_s)},{name:i(t,`card_analytics_useful`),text:a===0?i(t,`card_analytics_unjudged`):`${r(n.useful)} / ${r(a)}`}].filter(e=>e!==null)}function $t(e,t){let r=Wt.flatMap(r=>{let a=t.assessments[r];if(a===void 0)return[];let o=a.refused===null?a.band:null,s=o!==null,c=o===null?a.refused===null?i(e,`card_no_answer`):n(e,r,`refused`,a.refused):f(e,r,o),u=o===null?`mdi:minus-circle-outline`:Gt[o]??`mdi:help-circle-outline`;return[{key:r,name:l(e,r),word:c,icon:u,answered:s}]});return[...r.filter(e=>e.answered),...r.filter(e=>!e.answered)]}function en(e,t,n,r){let a=(t,n=0)=>A(e,t,n),o=e=>e===null?`–`:`${e<1?`< ${a(1)}`:a(e)} ms`,s=Date.parse(n.started),c=je(e,{day:`numeric`,month:`short`,year:`numeric`});return[[i(t,`card_analytics_readings`),a(n.readings_24h)],[i(t,`card_analytics_rejected`),a(n.rejected_24h)],[i(t,`card_analytics_queue`),a(n.queue)],[i(t,`card_analytics_dropped`),a(n.dropped)],[i(t,`card_analytics_last`),o(n.last_advance_ms)],[i(t,`card_analytics_p99`),o(n.p99_advance_ms)],[i(t,`card_analytics_store`),`${a(n.store_bytes/Yt,1)} MB`],[i(t,`card_analytics_people`),a(n.people)],[i(t,`card_analytics_models`),a(n.models)],[i(t,`card_analytics_since`),r-s<Jt?D(e,n.started,r):c.format(s)],[i(t,`card_analytics_version`),n.version]].map(([e,t])=>({name:e??``,text:t??``}))}var tn,nn=864e5,rn=3e5,an=3e4,on={4:`card_analytics_4`,12:`card_analytics_12`,52:`card_analytics_52`},P=(tn=class extends w{constructor(...e){super(...e),this.people=[],this.parts=te,this.chosen=``,this.weeks=`12`,this.engagement=new C(this),this.performance=new C(this)}willUpdate(){let e=Lt(this.people,this.chosen),t=this.hass?.connection;if(t===void 0)return;let n=t=>String(Math.floor(Date.parse(e?.time??``)/t));e!==void 0&&this.has(`engagement`)&&this.engagement.want(t,e.person_id,`${this.weeks} ${n(rn)}`,()=>sn(t,e.person_id,Number(this.weeks))),this.has(`system`)&&this.performance.want(t,``,n(an),()=>t.sendMessagePromise({type:`healthsense/performance`}))}render(){let{hass:t,localize:n}=this;if(t===void 0||n===void 0)return e;let r=Lt(this.people,this.chosen),a=this.parts.every(e=>e===`system`);return o`
      ${a||r===void 0?e:this.about(t,n,r)}
      ${this.has(`system`)?o`<section>
              ${ln(i(n,`card_analytics_system`),a)}
              ${cn(n,this.performance,e=>fn(t,n,e))}
            </section>`:e}
    `}has(e){return this.parts.includes(e)}about(t,n,r){return o`
      <div class="head">
        <div>
          <h2>${i(n,`card_analytics_title`)}</h2>
          ${this.people.length<2?o`<p class="note">${r.name}</p>`:e}
        </div>
        <div class="choices">
          ${It(i(n,`card_field_person`),this.people,r.person_id,e=>this.chosen=e)}
          ${this.has(`engagement`)?this.period(n):e}
        </div>
      </div>
      ${this.has(`engagement`)?cn(n,this.engagement,e=>un(t,n,e)):e}
      ${this.has(`trends`)?o`<section>
              <h3>${i(n,`card_analytics_trends`)}</h3>
              ${dn(n,r)}
            </section>`:e}
    `}period(e){return o`<label class="who">
      <span class="spoken">${i(e,`card_range`)}</span>
      <select
        @change=${e=>{this.weeks=e.target.value}}
      >
        ${Object.entries(on).map(([t,n])=>o`<option .value=${t} ?selected=${t===this.weeks}>${i(e,n)}</option>`)}
      </select>
    </label>`}},tn.styles=[E,Rt,Ht,Ut],tn);g([c({attribute:!1})],P.prototype,`people`,void 0),g([c({attribute:!1})],P.prototype,`parts`,void 0),g([s()],P.prototype,`chosen`,void 0),g([s()],P.prototype,`weeks`,void 0),P=g([p(`healthsense-analytics-body`)],P);async function sn(e,t,n){let r=Date.now();return await e.sendMessagePromise({type:`healthsense/engagement`,person_id:t,start:new Date(r-n*7*nn).toISOString(),end:new Date(r).toISOString()})}function cn(t,n,r){return o`
    ${n.failure===null?e:o`<p class="banner" role="status">${x(n.failure,t)}</p>`}
    ${n.value===void 0?n.failure===null?T(i(t,`card_waiting`)):e:r(n.value)}
  `}function ln(e,t){return t?o`<h2>${e}</h2>`:o`<h3>${e}</h3>`}function un(t,n,r){return o`<section>
      <h3>${i(n,`card_analytics_engagement`)}</h3>
      ${r.adherence===null?o`<p>${i(n,`card_analytics_no_plan`)}</p>`:o`
              <p class="figure">
                <strong><bdi>${Xt(t,r.adherence)}</bdi></strong>
                <span>${i(n,`card_analytics_adherence`)}</span>
              </p>
              <healthsense-bars .localize=${n} .chart=${Zt(t,n,r)}></healthsense-bars>
            `}
      ${r.tasks.length===0?e:Vt(t,n,r.tasks)}
    </section>
    <section>
      <h3>${i(n,`card_analytics_alerts_title`)}</h3>
      <p class="note">${i(n,`card_analytics_alerts_which`)}</p>
      ${r.alerts.count===0?o`<p>${i(n,`card_alerts_nothing`)}</p>`:pn(Qt(t,n,r))}
    </section>`}function dn(e,t){let n=$t(e,t);return n.some(e=>e.answered)?o`<ul class="trends" role="list">
    ${n.map(e=>o`<li class=${e.answered?``:`none`}>
          <ha-icon .icon=${e.icon} aria-hidden="true"></ha-icon>
          <span>${e.name}</span>
          <strong>${e.word}</strong>
        </li>`)}
  </ul>`:o`<p>${i(e,`card_analytics_no_trends`)}</p>`}function fn(t,n,r){return o`
    ${r.failed?o`<p class="banner">${i(n,`card_analytics_failed`)}</p>`:e}
    ${pn(en(t,n,r,Date.now()))}
  `}function pn(e){return o`<dl>
    ${e.map(({name:e,text:t})=>o`<div>
          <dt>${e}</dt>
          <dd><bdi>${t}</bdi></dd>
        </div>`)}
  </dl>`}var mn=class{constructor(e){this.host=e,this.items=null,this.failure=null,this.leave=null,this.attempt=0,this.again=()=>void this.subscribe(),e.addController(this)}want(e,t){(e!==this.connection||t!==this.entityId)&&(this.stop(),this.connection=e,this.entityId=t,this.items=null,this.failure=null,this.start())}hostConnected(){this.start()}hostDisconnected(){this.stop()}start(){this.connection?.addEventListener(`ready`,this.again),this.again()}stop(){this.attempt+=1,this.connection?.removeEventListener(`ready`,this.again),this.leave?.().catch(()=>void 0),this.leave=null}async subscribe(){let{connection:e,entityId:t}=this,n=++this.attempt;if(e!==void 0&&t!==void 0)try{let r=await e.subscribeMessage(e=>{n===this.attempt&&(this.items=e.items,this.host.requestUpdate())},{type:`todo/item/subscribe`,entity_id:t},{resubscribe:!1});n===this.attempt?this.leave=r:r().catch(()=>void 0)}catch{}}async tell(e,n){let{connection:r,entityId:i}=this;if(r!==void 0&&i!==void 0){try{await r.sendMessagePromise({type:`call_service`,domain:`todo`,service:n===`settled`?`update_item`:`remove_item`,service_data:n===`settled`?{item:e,status:`completed`}:{item:[e]},target:{entity_id:i}}),this.failure=null}catch(e){this.failure=t(e)}this.host.requestUpdate()}}},hn=a`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 20px;
    height: auto;
  }
  section {
    gap: 8px;
    padding: 0;
  }
  h3 {
    margin: 0;
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .today,
  .advice {
    display: grid;
    gap: 8px;
  }
  .today li {
    --tone: var(--secondary-text-color);
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    min-height: 44px;
    padding: 8px 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
  }
  .today li > div:first-of-type {
    flex: 1 1 140px;
    display: grid;
  }
  .today span {
    font-size: var(--ha-font-size-s, 12px);
  }
  .today ha-icon {
    color: var(--secondary-text-color);
  }
  [data-stand="due"] {
    box-shadow: inset 0 0 0 1px var(--warning-color, #ffa600);
  }
  strong {
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .advice li {
    display: grid;
    gap: 4px;
    padding: 12px;
    border: 1px solid var(--divider-color);
    border-radius: 12px;
  }
  summary {
    display: inline-flex;
    align-items: center;
    min-height: 44px;
    cursor: pointer;
    text-decoration: underline;
    border-radius: 8px;
  }
  summary:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  details p + p {
    margin-block-start: 6px;
  }
  details p:last-child {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
`,gn=[`due`,`later`,`done`],_n=`advice:`;function vn(e,t,n,r){return n.filter(e=>!e.uid.startsWith(_n)).map(n=>{let a=n.due??null,o=a===null?``:D(e,a,r),s=n.status===`completed`?`done`:a!==null&&Date.parse(a)>r?`later`:`due`,c={done:i(t,`card_care_done`),later:i(t,`card_care_later`,{time:o}),due:i(t,o===``?`card_care_due`:`card_care_due_since`,{time:o})};return{uid:n.uid,name:Bt(t,n.uid.split(`@`)[0]??``),stand:s,word:c[s]}}).sort((e,t)=>gn.indexOf(e.stand)-gn.indexOf(t.stand))}function yn(e){return(e??[]).flatMap(({uid:e})=>e.startsWith(_n)?e:[]).join(` `)}function bn(e,t){return e?.find(e=>e.uid===`${_n}${t.key}`)?.uid}var xn,Sn=864e5,Cn=28,wn=6e4,Tn={due:`mdi:clock-alert-outline`,later:`mdi:clock-outline`,done:`mdi:check-circle-outline`},En=[`ask`,`assess`,`assist`,`arrange`,`source`],Dn=(xn=class extends _e{constructor(...e){super(...e),this.reminders=new mn(this),this.ask=new C(this),this.recommended=new C(this)}willUpdate(){let{hass:e,person:t}=this;if(e===void 0||t===void 0)return;let{connection:n}=e,{person_id:r}=t;this.reminders.want(n,_(e,t.device_id,`reminders`));let i=this.reminders.items?.filter(e=>e.status===`completed`).length??0,a=`${Math.floor(Date.parse(t.time??``)/wn)} ${i}`,{language:o}=e;this.recommended.want(n,`${r} ${o}`,`${a} ${yn(this.reminders.items)}`,async()=>await n.sendMessagePromise({type:`healthsense/advice`,person_id:r,language:o})),this.ask.want(n,r,a,async()=>{let e=Date.now(),t=new Date(e-Cn*Sn).toISOString(),i={type:`healthsense/engagement`,person_id:r,start:t,end:new Date(e).toISOString()};return await n.sendMessagePromise(i)})}render(){let{hass:t,localize:n,person:r}=this;if(t===void 0||n===void 0||r===void 0)return e;let a=this.ask.failure??this.recommended.failure??this.reminders.failure;return o`
      <div>
        <h2>${i(n,`card_care_title`)}</h2>
        <p class="note">${r.name}</p>
      </div>
      ${a===null?e:o`<p class="banner" role="status">${x(a,n)}</p>`}
      ${this.today(t,n,r)} ${this.plan(t,n)} ${this.advice(n,r)}
    `}today(t,n,r){let{items:a}=this.reminders;if(a===null||this.ask.value?.tasks.length===0)return e;let s=vn(t,n,a,Date.now());return o`<section>
      <h3>${i(n,`card_care_today`)}</h3>
      ${s.length===0?o`<p>${i(n,`card_care_nothing_today`)}</p>`:o`<ul class="today" role="list">
              ${s.map(e=>this.item(n,r,e))}
            </ul>`}
    </section>`}item(t,n,r){let a=i(t,`card_care_tick`);return o`<li data-stand=${r.stand}>
      <ha-icon .icon=${Tn[r.stand]} aria-hidden="true"></ha-icon>
      <div>
        <strong>${r.name}</strong>
        <span>${r.word}</span>
      </div>
      ${r.stand===`due`&&n.may_write?o`<div class="actions">
              <button aria-label="${a}: ${r.name}" @click=${()=>void this.reminders.tell(r.uid,`settled`)}>
                ${a}
              </button>
            </div>`:e}
    </li>`}plan(t,n){let{value:r,failure:a}=this.ask;if(r===void 0)return a===null?T(i(n,`card_waiting`)):e;let s=e=>A(t,e,0);return o`<section>
      <h3>${i(n,`card_care_plan`)}</h3>
      ${r.tasks.length===0?o`<p>${i(n,`card_analytics_no_plan`)}</p>`:o`<p>
                ${i(n,`card_analytics_kept`,{done:s(r.done),planned:s(r.planned)})}
              </p>
              ${Vt(t,n,r.tasks)}`}
    </section>`}advice(t,n){let{value:r}=this.recommended;if(r===void 0)return e;let{language:a,recommendations:s}=r;return o`<section>
      <h3>${i(t,`card_care_advice`)}</h3>
      ${s.length===0?o`<p>${i(t,`card_care_no_advice`)}</p>`:o`<ul class="advice" role="list" lang=${a}>
              ${s.map(e=>this.one(t,n,e))}
            </ul>`}
    </section>`}one(t,n,r){let a=bn(this.reminders.items,r),s=i(t,`card_care_dismiss`);return o`<li>
      <strong>${r.title}</strong>
      <p class="note">${r.why}</p>
      ${r.advise===void 0?e:o`<p>${r.advise}</p>`}
      <details>
        <summary>${i(t,`card_care_details`)}<span class="spoken">: ${r.title}</span></summary>
        ${En.map(t=>r[t]===void 0?e:o`<p>${r[t]}</p>`)}
      </details>
      ${a!==void 0&&n.may_write?o`<div class="actions">
              <button aria-label="${s}: ${r.title}" @click=${()=>void this.reminders.tell(a,`dismissed`)}>
                ${s}
              </button>
            </div>`:e}
    </li>`}},xn.styles=[E,Ht,hn],xn);Dn=g([p(`healthsense-care-body`)],Dn);var F={systolic:{unit:`mmHg`,low:40,high:300,site:!1,others:{kPa:[7.500615758456563,0]}},diastolic:{unit:`mmHg`,low:20,high:200,site:!1,others:{kPa:[7.500615758456563,0]}},cuff_pulse:{unit:`bpm`,low:20,high:250,site:!1,others:{}},heart_rate:{unit:`bpm`,low:20,high:300,site:!1,others:{}},spo2:{unit:`%`,low:40,high:100,site:!1,others:{}},respiratory_rate:{unit:`/min`,low:2,high:90,site:!1,others:{}},temperature:{unit:`°C`,low:25,high:45,site:!0,others:{"°F":[.5555555555555556,-17.77777777777778]}},glucose:{unit:`mg/dL`,low:10,high:1e3,site:!1,others:{"mmol/L":[18.018,0]}},weight:{unit:`kg`,low:1,high:500,site:!1,others:{lb:[.45359237,0],st:[6.35029318,0]}},resting_heart_rate:{unit:`bpm`,low:20,high:200,site:!1,others:{}},hrv_rmssd:{unit:`ms`,low:0,high:500,site:!1,others:{}},hrv_sdnn:{unit:`ms`,low:0,high:500,site:!1,others:{}},perfusion_index:{unit:`%`,low:0,high:30,site:!1,others:{}},height:{unit:`cm`,low:30,high:280,site:!1,others:{in:[2.54,0]}},waist:{unit:`cm`,low:20,high:300,site:!1,others:{in:[2.54,0]}},body_fat:{unit:`%`,low:1,high:80,site:!1,others:{}},steps:{unit:`steps`,low:0,high:2e5,site:!1,others:{}},distance:{unit:`km`,low:0,high:500,site:!1,others:{mi:[1.609344,0]}},active_energy:{unit:`kcal`,low:0,high:2e4,site:!1,others:{}},sleep_duration:{unit:`min`,low:0,high:1440,site:!1,others:{h:[60,0]}},walking_speed:{unit:`km/h`,low:0,high:30,site:!1,others:{mph:[1.609344,0]}}},On={supplemental_oxygen:[`off`,`on`],consciousness:[`alert`,`confusion`,`voice`,`pain`,`unresponsive`],posture:[`sitting`,`lying`,`standing`]},kn=[`oral`,`ear`,`forehead`,`axillary`,`rectal`,`skin`],An=[`systolic`,`diastolic`,`cuff_pulse`],jn=[`systolic`,`heart_rate`,`spo2`,`temperature`,`glucose`,`weight`,`respiratory_rate`],Mn=[`waist`,`body_fat`,`resting_heart_rate`,`supplemental_oxygen`,`consciousness`];function Nn(e){let t=F[e];return t===void 0?[]:[t.unit,...Object.keys(t.others)]}function Pn(e,t){let[n=1,r=0]=e.others[t]??[];return[(e.low-r)/n,(e.high-r)/n]}var Fn=pe(class extends me{constructor(e){if(super(e),e.type!==S.PROPERTY&&e.type!==S.ATTRIBUTE&&e.type!==S.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!ne(e))throw Error("`live` bindings can only contain a single expression")}render(e){return e}update(t,[n]){if(n===h||n===e)return n;let r=t.element,i=t.name;if(t.type===S.PROPERTY){if(n===r[i])return h}else if(t.type===S.BOOLEAN_ATTRIBUTE){if(!!n===r.hasAttribute(i))return h}else if(t.type===S.ATTRIBUTE&&r.getAttribute(i)===n+``)return h;return ae(t),n}});function In(t,n){return n===`systolic`?Ln(t):n in On?Vn(t,n,l(t.localize,n)):o`<div class="field">
    ${zn(t,n,l(t.localize,n))}${F[n]?.site&&Rn(t,n)?Hn(t,n):e}
  </div>`}function Ln(t){let{localize:n}=t;return o`<fieldset class="pressure">
    <legend>${i(n,`advice_measure_blood_pressure`)}</legend>
    ${zn(t,`systolic`,i(n,`card_entry_upper`))}
    ${zn(t,`diastolic`,i(n,`card_entry_lower`))}
    ${zn(t,`cuff_pulse`,i(n,`card_entry_pulse`))}
    ${Rn(t,`systolic`)?Vn(t,`posture`,l(n,`posture`)):e}
  </fieldset>`}function Rn(e,t){return(e.typed.get(t)??``).trim()!==``}function zn(t,n,r){let{typed:i,wrong:a}=t,s=a.get(n);return o`<div class="one">
    <label for=${n}>${r}</label>
    <div class="input">
      <input
        id=${n}
        name=${n}
        type="text"
        inputmode="decimal"
        enterkeyhint="next"
        autocomplete="off"
        maxlength="12"
        .value=${Fn(i.get(n)??``)}
        aria-invalid=${s===void 0?`false`:`true`}
        aria-describedby="unit-${n}${s===void 0?``:` wrong-${n}`}"
        @input=${e=>{t.onField(n,e.target.value,!1)}}
        @change=${e=>{t.onField(n,e.target.value,!0)}}
      />${Bn(t,n)}
    </div>
    ${s===void 0?e:o`<p class="wrong" id="wrong-${n}">${s}</p>`}
  </div>`}function Bn(e,t){let n=Nn(t),r=e.unit(t);return n.length<2||t===`diastolic`?o`<span class="unit" id="unit-${t}" dir="ltr">${r}</span>`:o`<select
    id="unit-${t}"
    class="unit"
    dir="ltr"
    aria-label=${i(e.localize,`card_entry_unit`,{name:l(e.localize,t)})}
    @change=${n=>{e.onField(`unit.${t}`,n.target.value,!0)}}
  >
    ${n.map(e=>o`<option value=${e} ?selected=${e===r}>${e}</option>`)}
  </select>`}function Vn(t,n,r){let{localize:i,wrong:a}=t,s=(On[n]??[]).map(e=>[e,f(i,n,e)]),c=a.get(n);return o`<div class="one">
    ${Un(t,n,r,s)}
    ${c===void 0?e:o`<p class="wrong" id="wrong-${n}">${c}</p>`}
  </div>`}function Hn(e,t){let{localize:n}=e,r=kn.map(e=>[e,f(n,`site`,e)]);return o`<div class="one">${Un(e,`site.${t}`,i(n,`card_entry_place`),r)}</div>`}function Un(e,t,n,r){let a=e.typed.get(t)??``;return o`<label for=${t}>${n}</label>
    <select
      id=${t}
      class="input"
      @change=${n=>{e.onField(t,n.target.value,!0)}}
    >
      <option value="" ?selected=${a===``}>${i(e.localize,`card_entry_not_told`)}</option>
      ${r.map(([e,t])=>o`<option value=${e} ?selected=${e===a}>${t}</option>`)}
    </select>`}var Wn=/^[+-]?\d{1,6}(?:[.,]\d{1,4})?$/;function Gn(e){let t=e.normalize(`NFKC`).replace(/\s/g,``).replace(`−`,`-`);return Wn.test(t)?Number(t.replace(`,`,`.`)):null}function Kn(e,t,n,r){let i=Nn(t),a=i[0]??``,o=n.get(`unit.${t}`)??He(e,a,r);return o!==void 0&&i.includes(o)?o:a}var qn=new Set([`steps`,`kcal`]);function Jn(e,t,n,r,a){let o=F[n];if(o===void 0||r.trim()===``)return null;let s=Gn(r),c=l(t,n),u=qn.has(a);if(s===null||u&&!Number.isInteger(s)){let n=u?`6500`:A(e,36.8);return i(t,`card_entry_not_a_number`,{name:c,example:n})}let[d,f]=Pn(o,a),p=(f-d)*1e-9;if(s>=d-p&&s<=f+p)return null;let m={low:A(e,d),high:A(e,f),unit:a};return i(t,`card_entry_out_of_range`,{name:c,...m})}function Yn(e,t,n,r,i){let a=[],o=new Map,s=n.flatMap(e=>e===`systolic`?[...An,`posture`]:[e]);for(let n of s){let s=(r.get(n)??``).trim();if(s===``)continue;if(n in On){a.push({vital:n,value:s});continue}let c=Jn(e,t,n,s,i(n)),l=Gn(s);if(c!==null||l===null){o.set(n,c??``);continue}let u=F[n]?.site?r.get(`site.${n}`)??``:``;a.push({vital:n,value:l,unit:i(n),...u===``?{}:{site:u}})}return n.includes(`systolic`)&&Xn(t,r,a,o),{told:a,wrong:o}}function Xn(e,t,n,r){let a=e=>(t.get(e)??``).trim()!==``,o=[...An,`posture`].some(a);for(let t of[`systolic`,`diastolic`])o&&!a(t)&&r.set(t,i(e,`card_entry_missing`,{name:l(e,t)}));let s=e=>n.find(t=>t.vital===e)?.value,[c,u]=[s(`systolic`),s(`diastolic`)];typeof c==`number`&&typeof u==`number`&&u>=c&&r.set(`diastolic`,i(e,`card_entry_swapped`))}function Zn({time:e}){let t=e===null?NaN:Date.parse(e);return Number.isNaN(t)?-1/0:t}function Qn(e,t){let n=/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(t)?Date.parse(`${t.slice(0,16)}:00Z`):NaN;return Number.isNaN(n)?null:Ve(n,De(e))}function $n(e,t,n,r){let a=Qn(e,n);return a===null?i(t,`card_entry_time_missing`):a>r?i(t,`card_entry_time_future`):null}var er=6e4,tr=6e5,nr=12e4,rr=class{constructor(e){this.host=e,this.busy=!1,this.outcome=null,this.failure=``,this.moment={of:``,atMs:0},this.turn=0,e.addController(this)}hostConnected(){this.undoable&&this.armed()}hostDisconnected(){clearTimeout(this.timer)}armed(){clearTimeout(this.timer);let e=Math.max(0,(this.outcome?.undoUntilMs??0)-Date.now());this.timer=setTimeout(()=>{this.host.requestUpdate()},e+1)}get undoable(){let{outcome:e}=this;return e!==null&&e.undone===null&&e.undo!==null&&Date.now()<e.undoUntilMs}async record(e,t,n){let{turn:r}=this;return this.alone(t,async()=>{let{refused:i,recorded:a}=await this.send(e,t,n);if(a===null||r!==this.turn)return i;this.moment.of=``;let o=Date.now()+er,{stored:s,duplicates:c,undo:l}=a;return this.outcome={person:n.person,taken:s,duplicates:c,refused:i,undoUntilMs:o,undo:l,undone:null},this.armed(),i})}async send(e,n,r){let{person:i,told:a,source:o}=r,s={type:`healthsense/record`,person_id:i.person_id,measurements:a,...o===``?{}:{source:o}};try{let t=r.atMs===null&&Date.now()<Zn(i)-nr,o=r.atMs??this.momentOf(JSON.stringify(s)),c=t?s:{...s,time:new Date(o).toISOString()},l=await e.connection.sendMessagePromise(c),u=l.rejected.map(({index:e,reason:t})=>ar(n,a,e,`rejected_${t}`));return{refused:new Map(u),recorded:l}}catch(i){let o=t(i);if(r.atMs===null&&o.translation_key===`rejected_in_the_future`){let t=await e.connection.sendMessagePromise(s);return{refused:new Map,recorded:t}}let c=ir(o);if(c===null||o.translation_key===void 0)throw i;return{refused:new Map([ar(n,a,c,o.translation_key)]),recorded:null}}}momentOf(e){let{of:t,atMs:n}=this.moment,r=Date.now()-n;return(t!==e||r<0||r>tr)&&(this.moment={of:e,atMs:Date.now()}),this.moment.atMs}async undo(e,t){let{outcome:n,turn:r}=this;n!==null&&this.undoable&&await this.alone(t,async()=>{let t=await e.connection.sendMessagePromise({type:`healthsense/undo`,person_id:n.person.person_id,undo:n.undo});r===this.turn&&(this.outcome={...n,undone:t})})}forget(){this.turn+=1,this.outcome=null,this.failure=``,this.host.requestUpdate()}async alone(e,n){if(this.busy)return null;let{turn:r}=this;this.busy=!0,this.failure=``,this.host.requestUpdate();try{return await n()}catch(n){return r===this.turn&&(this.failure=x(t(n),e)),null}finally{this.busy=!1,this.host.requestUpdate()}}};function ir(e){let t=/^measurements\[(\d+)\]/.exec(e.translation_placeholders?.field??``);return t===null?null:Number(t[1])}function ar(e,t,n,r){let i=t[n]?.vital??``;return[i,e(`component.healthsense.exceptions.${r}.message`,{field:l(e,i)})||r]}function or(e){let{undone:t}=e.outcome;return t===null?sr(e):cr(e,t)}function sr(t){let{localize:n,outcome:r}=t,{taken:a,refused:s,duplicates:c}=r,l=a.length>0?i(n,`card_entry_taken`,{name:r.person.name,time:D(t.hass,ur(a),t.nowMs)}):i(n,`card_entry_known`);return o`<div class="result">
    ${lr(`mdi:check-circle`,l)}
    <ul>
      ${a.map(e=>o`<li>${dr(t,e)}</li>`)}
    </ul>
    ${c>0&&a.length>0?o`<p>${i(n,`card_entry_known`)}</p>`:e}
    ${s.size===0?e:o`<p><strong>${i(n,`card_entry_refused`)}</strong></p>
            <ul>
              ${[...s.values()].map(e=>o`<li>${e}</li>`)}
            </ul>`}
    ${t.undoable?o`<div class="actions">
            <button type="button" class="undo" ?disabled=${t.busy} @click=${t.undo}>
              ${i(n,`card_entry_undo`)}
            </button>
          </div>`:e}
  </div>`}function cr(t,{restored:n,removed:r,kept:a}){let{localize:s}=t,c=a.map(({vital:e})=>l(s,e)).join(`, `),u=a.length>0&&n.length+r.length===0,d=a.length===0?``:i(s,`card_entry_kept`,{names:c});if(u)return o`<div class="result" data-undone="true">${lr(`mdi:information-outline`,d)}</div>`;if(n.length+r.length===0){let e=i(s,`card_entry_undone_before`);return o`<div class="result" data-undone="true">${lr(`mdi:information-outline`,e)}</div>`}let f=i(s,n.length>0?`card_entry_back`:`card_entry_undone`);return o`<div class="result" data-undone="true">
    ${lr(`mdi:undo`,f)}
    ${n.length===0?e:o`<ul>
            ${n.map(e=>o`<li>${dr(t,e)}</li>`)}
          </ul>`}
    ${d===``?e:o`<p>${d}</p>`}
  </div>`}function lr(e,t){return o`<p class="title"><ha-icon .icon=${e} aria-hidden="true"></ha-icon><strong>${t}</strong></p>`}function ur(e){return e[0]?.time??``}function dr({hass:e,localize:t,outcome:n},{vital:r,value:i,unit:a}){let s=Fe(e,t,r,i,a,_(e,n.person.device_id,r));return o`${l(t,r)}: <bdi>${s.text} ${s.unit}</bdi>`}var fr=a`
  :host {
    container-type: inline-size;
    height: auto;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(140px, 100%), 1fr));
    gap: 12px 16px;
    align-items: start;
  }
  .field {
    display: grid;
    gap: 8px;
  }
  .pressure {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(140px, 100%), 1fr));
    gap: 8px 16px;
  }
  .pressure legend {
    margin-block-end: 8px;
  }
  .unit {
    flex: none;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-m, 14px);
  }
  select.unit {
    align-self: stretch;
    cursor: pointer;
  }
  .when {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 20px;
  }
  .when legend {
    float: inline-start;
    padding-inline-end: 20px;
  }
  .when .input {
    width: auto;
    flex: 1 1 220px;
  }
  .when .wrong {
    flex-basis: 100%;
  }
  .actions {
    align-items: center;
  }
  .result {
    display: grid;
    gap: 8px;
    padding: 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--success-color, #43a047) 14%, transparent);
  }
  .result[data-undone="true"] {
    background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
  }
  .title {
    display: flex;
    align-items: center;
    gap: 8px;
  }
`,pr=class extends w{constructor(...e){super(...e),this.people=[],this.typed=new Map,this.wrong=new Map,this.chosen=``,this.recorder=new rr(this),this.unit=e=>{let{hass:t,person:n}=this;if(t===void 0)return``;let r=e===`diastolic`?`systolic`:e;return Kn(t,r,this.typed,_(t,n?.device_id??null,r))},this.onField=(e,t,n)=>{let{hass:r,localize:i}=this;if(this.typed=new Map([...this.typed,[e,t]]),r===void 0||i===void 0)return;let a=e.replace(/^unit\./,``),o=new Map(this.wrong),s=Jn(r,i,a,this.typed.get(a)??``,this.unit(a));s===null?o.delete(a):(n||o.has(a))&&o.set(a,s),(e===`when`||e===`later`)&&o.delete(`when`),(o.size!==this.wrong.size||s!==this.wrong.get(a))&&(this.wrong=o)}}get writable(){return this.people.filter(e=>e.may_write)}get person(){let{writable:e}=this;return e.length===1?e[0]:e.find(e=>e.person_id===this.chosen)}willUpdate(){let e=this.person?.person_id??``;this.about!==void 0&&e!==this.about&&this.forget(),this.about=e}forget(){this.typed=new Map,this.wrong=new Map,this.chosen=``,this.recorder.forget()}choose(e){this.chosen=e,this.about=e,this.wrong=new Map([...this.wrong].filter(([e])=>e!==`person`))}get keys(){let{vitals:e}=this.config??{};return e!==void 0&&e.length>0?e:[...jn,...Mn]}get nowMs(){return Math.max(Date.now(),...this.people.map(Zn))}async submit(e){e.preventDefault();let{hass:t,localize:n,person:r,recorder:a}=this;if(t===void 0||n===void 0||a.busy)return;let{told:o,wrong:s}=Yn(t,n,this.keys,this.typed,this.unit),c=new Map(s),l=this.typed.get(`later`)===`yes`?this.typed.get(`when`)??``:null,u=l===null?null:$n(t,n,l,this.nowMs);if(u!==null&&c.set(`when`,u),r===void 0&&c.set(`person`,i(n,`card_entry_choose_person`)),o.length===0&&s.size===0&&c.set(`nothing`,i(n,`card_entry_nothing`)),this.wrong=c,c.size>0||r===void 0){this.lead();return}let d=l===null?null:Qn(t,l),f=(this.typed.get(`source`)??``).trim(),p=this.typed,m=await a.record(t,n,{person:r,told:o,atMs:d,source:f});m!==null&&this.person?.person_id===r.person_id&&(this.wrong=m,this.keep(p,m,a.failure===``),m.size>0&&this.lead())}keep(e,t,n){if(!n||t.size>0&&this.recorder.outcome===null)return;let r=e=>t.has(e)||/^(unit|site)\.|^source$/.test(e);this.typed=new Map([...this.typed].filter(([t,n])=>r(t)||n!==e.get(t)))}lead(){this.updateComplete.then(()=>{this.renderRoot.querySelector(`[aria-invalid=true]`)?.focus()})}render(){let{hass:t,localize:n,recorder:r,writable:a}=this;if(t===void 0||n===void 0)return e;if(a.length===0)return this.readOnly(n);let s={hass:t,localize:n,typed:this.typed,wrong:this.wrong,unit:this.unit,onField:this.onField},[c,l]=(this.config?.vitals?.length??0)>0?[this.keys,[]]:[jn,Mn];return o`<form
      novalidate
      aria-busy=${r.busy?`true`:`false`}
      @submit=${e=>void this.submit(e)}
    >
      ${this.who(n,a)}
      <div class="fields">${c.map(e=>In(s,e))}</div>
      ${l.length===0?e:this.further(s,l)} ${this.when(t,n)} ${this.problems()}
      <div class="actions">
        <button type="submit" class="main" ?disabled=${r.busy}>
          ${i(n,r.busy?`card_entry_saving`:`card_entry_save`)}
        </button>
      </div>
      <div role="status" aria-live="polite">${this.result(t,n)}</div>
    </form>`}readOnly(e){let[t,n]=this.people,r=t!==void 0&&n===void 0?i(e,`card_entry_read_only`,{name:t.name}):i(e,`card_entry_nobody`);return o`<p class="message" role="status">${r}</p>`}who(t,n){let[r]=n,a=i(t,`card_entry_title`);if(n.length===1&&r!==void 0)return o`<h2>${a} · <bdi>${r.name}</bdi></h2>`;let s=this.wrong.get(`person`);return o`<h2>${a}</h2>
      <div class="one">
        <label for="person">${i(t,`card_entry_who`)}</label>
        <select
          id="person"
          class="input"
          aria-invalid=${s===void 0?`false`:`true`}
          @change=${e=>{this.choose(e.target.value)}}
        >
          <option value="" ?selected=${this.chosen===``}>${i(t,`card_entry_choose`)}</option>
          ${n.map(e=>o`<option value=${e.person_id} ?selected=${e.person_id===this.chosen}>
                ${e.name}
              </option>`)}
        </select>
        ${s===void 0?e:o`<p class="wrong">${s}</p>`}
      </div>`}further(e,t){return o`<details>
      <summary>${i(e.localize,`card_entry_further`)}</summary>
      <div class="fields">${t.map(t=>In(e,t))}</div>
    </details>`}when(t,n){let r=this.typed.get(`later`)===`yes`,a=this.wrong.get(`when`),s=new Date(Ee(this.nowMs,De(t))).toISOString().slice(0,16),c=(e,t,n)=>o`<label class="radio"
        ><input
          type="radio"
          name="later"
          .checked=${n}
          @change=${()=>{this.onField(`later`,e,!0),e===`yes`&&!this.typed.get(`when`)&&this.onField(`when`,s,!1)}}
        />${t}</label
      >`;return o`<fieldset class="when">
        <legend>${i(n,`card_entry_when`)}</legend>
        ${c(``,i(n,`card_entry_now`),!r)}${c(`yes`,i(n,`card_entry_earlier`),r)}
        ${r?o`<input
                  class="input"
                  type="datetime-local"
                  aria-label=${i(n,`card_entry_when`)}
                  max=${s}
                  .value=${this.typed.get(`when`)??``}
                  aria-invalid=${a===void 0?`false`:`true`}
                  @change=${e=>{this.onField(`when`,e.target.value,!0)}}
                />${a===void 0?e:o`<p class="wrong">${a}</p>`}`:e}
      </fieldset>
      <div class="one">
        <label for="source">${i(n,`card_entry_device`)}</label>
        <input
          id="source"
          class="input"
          type="text"
          maxlength="60"
          autocomplete="off"
          enterkeyhint="send"
          placeholder=${i(n,`card_entry_device_example`)}
          .value=${this.typed.get(`source`)??``}
          @input=${e=>{this.onField(`source`,e.target.value,!1)}}
        />
      </div>`}problems(){let t=new Set([`person`,`when`,`posture`,...An,...this.keys]),n=[...this.wrong].filter(([e])=>!t.has(e)).map(([,e])=>e),r=this.recorder.failure===``?n:[...n,this.recorder.failure];return r.length===0?e:o`<div role="alert">${r.map(e=>o`<p class="wrong">${e}</p>`)}</div>`}result(t,n){let{outcome:r,busy:i,undoable:a}=this.recorder;return r===null?e:or({hass:t,localize:n,outcome:r,undoable:a,busy:i,nowMs:Date.now(),undo:()=>void this.recorder.undo(t,n)})}},I=(pr.styles=[E,We,fr],pr);g([c({attribute:!1})],I.prototype,`config`,void 0),g([c({attribute:!1})],I.prototype,`people`,void 0),g([s()],I.prototype,`typed`,void 0),g([s()],I.prototype,`wrong`,void 0),g([s()],I.prototype,`chosen`,void 0),I=g([p(`healthsense-entry-body`)],I);var mr={width:1024,height:544},hr={width:440,height:760},gr=.5,_r=2.4;function vr(e,t){let n=e<t||e<hr.width*1.4,{width:r,height:i}=n?hr:mr,a=Math.min(e/r,t>0?t/i:1);return{unit:Math.round(Math.min(_r,Math.max(gr,a))*100)/100,upright:n}}function yr(e){return new ResizeObserver(([t])=>{if(t===void 0)return;let{unit:n,upright:r}=vr(t.contentRect.width,t.contentRect.height);e.style.setProperty(`--u`,`${n}px`),e.toggleAttribute(`upright`,r)})}var br=a`
  :host {
    --u: 1px;
    display: block;
    height: 100%;
    background: var(--card-background-color, #fff);
    color: var(--primary-text-color);
  }
  .wall {
    position: relative;
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    gap: calc(var(--u) * 16);
    height: 100%;
    padding: calc(var(--u) * 20);
  }
  header {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 16);
  }
  h2 {
    flex: 1;
    min-width: 0;
    font-size: calc(var(--u) * 44);
    line-height: 1.15;
  }
  time {
    font-size: calc(var(--u) * 44);
    font-variant-numeric: tabular-nums;
  }
  button {
    position: relative;
    min-height: max(56px, calc(var(--u) * 72));
    border-radius: calc(var(--u) * 16);
  }
  .round {
    display: grid;
    place-items: center;
    min-width: max(56px, calc(var(--u) * 64));
    min-height: max(56px, calc(var(--u) * 64));
    border-radius: 50%;
    --mdc-icon-size: calc(var(--u) * 40);
  }

  .band,
  .person {
    --tone: var(--disabled-color, #9e9e9e);
    position: relative;
    overflow: hidden;
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 20);
    padding: calc(var(--u) * 16) calc(var(--u) * 24);
    border-radius: calc(var(--u) * 16);
    border: 2px solid var(--tone);
    border-inline-start-width: calc(var(--u) * 14);
    --mdc-icon-size: calc(var(--u) * 60);
  }
  .band::before,
  .person::before {
    content: "";
    position: absolute;
    top: 0;
    right: 0;
    bottom: 0;
    left: 0;
    background: var(--tone);
    opacity: 0.14;
  }
  .band > *,
  .person > * {
    position: relative;
  }
  [data-gravity="good"] {
    --tone: var(--success-color, #43a047);
  }
  [data-gravity="notice"] {
    --tone: var(--info-color, #039be5);
  }
  [data-gravity="warning"] {
    --tone: var(--warning-color, #ffa600);
  }
  [data-gravity="urgent"] {
    --tone: var(--error-color, #db4437);
  }
  .band strong {
    display: block;
    font-size: calc(var(--u) * 44);
    font-weight: var(--ha-font-weight-medium, 500);
    line-height: 1.15;
  }
  .band p span {
    font-size: calc(var(--u) * 24);
    line-height: 1.3;
  }

  dl {
    flex: 1;
    display: flex;
    gap: calc(var(--u) * 16);
    min-height: 0;
  }
  dl > div {
    flex: 1 1 auto;
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    justify-content: center;
    gap: calc(var(--u) * 4);
    padding: calc(var(--u) * 12) calc(var(--u) * 16);
    border-radius: calc(var(--u) * 16);
    background: var(--secondary-background-color, #f5f5f5);
    min-width: 0;
  }
  dl > .old {
    background: none;
    box-shadow: inset 0 0 0 2px var(--divider-color, #bdbdbd);
  }
  dt {
    font-size: calc(var(--u) * 24);
    line-height: 1.2;
    color: inherit;
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  dd {
    font-size: calc(var(--u) * 68);
    line-height: 1.1;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    letter-spacing: -0.02em;
  }
  dd span {
    font-size: calc(var(--u) * 24);
    letter-spacing: 0;
    color: var(--secondary-text-color);
  }
  .when {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 6);
    font-size: calc(var(--u) * 20);
    letter-spacing: 0;
    white-space: normal;
    --mdc-icon-size: calc(var(--u) * 22);
  }

  footer {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: calc(var(--u) * 20);
  }
  footer p {
    flex: 1;
    font-size: calc(var(--u) * 24);
  }
  .main {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--u) * 16);
    min-width: 40%;
    min-height: max(56px, calc(var(--u) * 84));
    padding: 0 calc(var(--u) * 32);
    font-size: calc(var(--u) * 34);
    font-weight: var(--ha-font-weight-medium, 500);
    color: var(--card-background-color, #fff);
    background: var(--primary-text-color);
    --mdc-icon-size: calc(var(--u) * 40);
  }

  .people {
    flex: 1;
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--u) * 16);
    overflow-y: auto;
  }
  /* Rows are filled whatever the number; many people are scrolled, not cut off. */
  .people > li {
    flex: 1 1 calc(var(--u) * 280);
    display: grid;
  }
  /* Four stand two by two: three and a wide one would not fit where a name is long. */
  :host(:not([upright])) .people > :first-child:nth-last-child(4),
  :host(:not([upright])) .people > :first-child:nth-last-child(4) ~ li {
    flex-basis: calc(50% - var(--u) * 16);
  }
  .person {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-content: center;
    justify-items: start;
    gap: calc(var(--u) * 4) calc(var(--u) * 12);
    font-size: calc(var(--u) * 30);
    line-height: 1.3;
    text-align: start;
    --mdc-icon-size: calc(var(--u) * 44);
  }
  .person .name,
  .person .few {
    grid-column: 1 / -1;
  }
  .person .name {
    grid-row: 1;
    font-size: calc(var(--u) * 42);
    font-weight: var(--ha-font-weight-medium, 500);
    line-height: 1.15;
    overflow-wrap: anywhere;
  }

  .few {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--u) * 24);
    font-variant-numeric: tabular-nums;
  }
  /* Up to six stand in two rows, high enough for a line each. */
  :host(:not([upright])) .people > :first-child:nth-last-child(-n + 6) .few,
  :host(:not([upright])) .people > :first-child:nth-last-child(-n + 6) ~ * .few {
    flex-direction: column;
  }

  .night {
    position: absolute;
    top: 0;
    right: 0;
    bottom: 0;
    left: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: calc(var(--u) * 20);
    width: 100%;
    border-radius: 0;
    /* Of any theme: a dark room wants no light, and what is lit is read from far. */
    color: #9e9e9e;
    background: #000;
    font-size: calc(var(--u) * 36);
    --mdc-icon-size: calc(var(--u) * 44);
  }
  .night time {
    font-size: calc(var(--u) * 110);
    line-height: 1.1;
  }
  .night span:not(.spoken) {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 16);
  }
  .night:focus-visible {
    outline-offset: -6px;
  }

  :host([upright]) dl {
    flex-direction: column;
  }
  :host([upright]) dl > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-content: center;
    align-items: center;
    column-gap: calc(var(--u) * 12);
  }
  :host([upright]) dd:not(.when) {
    grid-row: 1 / span 2;
    grid-column: 2;
  }
  :host([upright]) footer {
    flex-direction: column;
    align-items: stretch;
  }
  :host([upright]) dd:not(.when) {
    font-size: calc(var(--u) * 54);
  }
  :host([upright]) .band strong,
  :host([upright]) h2,
  :host([upright]) time {
    font-size: calc(var(--u) * 34);
  }
`,xr=[`heart_rate`,`spo2`,`glucose`,`systolic`,`diastolic`,`temperature`,`respiratory_rate`],Sr=[`unknown`,`good`,`notice`,`warning`,`urgent`];function Cr(e,t){let n=e=>Sr.indexOf(O(e,t).gravity);return[...e].sort((e,t)=>n(t)-n(e))}function wr(e){let t=({level:e})=>Sr.indexOf(Be(e));return[...e.alerts?.open??[]].sort((e,n)=>t(n)-t(e)||n.began.localeCompare(e.began))[0]}function Tr(e,t){return{status:new Map(e.map(e=>[e.person_id,Sr.indexOf(O(e,t).gravity)])),alerts:new Set(e.flatMap(({person_id:e,alerts:t})=>(t?.open??[]).map(t=>`${e} ${t.id} ${t.level}`)))}}function Er(e,t){let n=Sr.indexOf(`notice`);return[...t.status].some(([t,r])=>r>=n&&r>(e.status.get(t)??0))||[...t.alerts].some(t=>!e.alerts.has(t))}var Dr,Or=1e4,kr=6e4,Ar={unknown:`mdi:help-circle-outline`,neutral:`mdi:circle-medium`,good:`mdi:check-circle`,notice:`mdi:information`,warning:`mdi:alert`,urgent:`mdi:alert-octagon`},L=(Dr=class extends w{constructor(...e){super(...e),this.people=[],this.chosen=null,this.dim=!1,this.said=``,this.busy=!1,this.touchedMs=Date.now(),this.sender=new ie(this,()=>({hass:this.hass,localize:this.localize})),this.fit=yr(this),this.touched=({type:e})=>{this.touchedMs=Date.now(),e===`keydown`&&(this.dim=!1)}}connectedCallback(){super.connectedCallback(),this.touchedMs=Date.now(),this.clock=setInterval(()=>{this.tick()},Or),this.fit.observe(this)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.clock),this.fit.disconnect()}tick(){let e=Date.now()-this.touchedMs,t=this.config?.dim_after??60;t>0&&e>=t*1e3&&(this.dim=!0),e>=kr&&(this.chosen=null,this.said=``),this.requestUpdate()}willUpdate(e){let{localize:t}=this;if(t===void 0||!(e.has(`people`)||e.has(`localize`)))return;let n=Tr(this.people,t);this.watched!==void 0&&Er(this.watched,n)&&this.wake(),this.watched=n}wake(){this.touchedMs=Date.now(),this.dim=!1}choose(e){this.chosen=e?.person_id??null,this.said=``}async ok(e){let{hass:n,localize:r}=this;if(n===void 0||r===void 0||this.busy)return;this.busy=!0;let{chosen:a}=this,o=i(r,`card_kiosk_ok_said`);try{await n.connection.sendMessagePromise({type:`healthsense/alert`,person_id:e.person_id,do:`ok`})}catch(e){o=x(t(e),r)}this.busy=!1,a===this.chosen&&(this.said=o)}async whole(){await(document.fullscreenElement===null?this.requestFullscreen():document.exitFullscreen()).catch(()=>void 0),this.requestUpdate()}render(){let{hass:t,localize:n,people:r}=this;if(t===void 0||n===void 0)return e;let i=r.length===1?r[0]:r.find(e=>e.person_id===this.chosen);return o`<div class="wall" @pointerdown=${this.touched} @keydown=${this.touched}>
      ${this.head(t,n,i)}
      ${i===void 0?this.everybody(t,n):this.person(t,n,i)}
      ${this.dim?this.night(t,n):e}
    </div>`}night(e,t){return o`<button
      class="night"
      @click=${()=>{this.wake()}}
    >
      <span class="spoken">${i(t,`card_kiosk_wake`)}</span>
      <time>${D(e,new Date().toISOString(),Date.now())}</time>
      ${Cr(this.people,t).slice(0,4).map(e=>{let{gravity:n,label:r}=O(e,t);return o`<span
            ><ha-icon .icon=${Ar[n]} aria-hidden="true"></ha-icon>${e.name}: ${r}</span
          >`})}
    </button>`}head(t,n,r){let a=i(n,document.fullscreenElement===null?`card_kiosk_whole`:`card_kiosk_window`);return o`<header>
      ${r!==void 0&&this.people.length>1?o`<button
              class="round"
              aria-label=${i(n,`card_kiosk_back`)}
              @click=${()=>{this.choose(null)}}
            >
              <ha-icon .icon=${`mdi:account-group`}></ha-icon>
            </button>`:e}
      <h2>${r?.name??i(n,`card_wall_title`)}</h2>
      <time>${D(t,new Date().toISOString(),Date.now())}</time>
      ${document.fullscreenEnabled?o`<button class="round" aria-label=${a} @click=${()=>void this.whole()}>
              <ha-icon
                .icon=${document.fullscreenElement===null?`mdi:fullscreen`:`mdi:fullscreen-exit`}
              ></ha-icon>
            </button>`:e}
    </header>`}everybody(e,t){return o`<ul class="people" role="list">
      ${Cr(this.people,t).map(n=>{let r=O(n,t),i=ze(e,t,n,xr).slice(0,2);return o`<li>
          <button
            class="person"
            data-gravity=${r.gravity}
            @click=${()=>{this.choose(n)}}
          >
            <ha-icon .icon=${Ar[r.gravity]} aria-hidden="true"></ha-icon>
            <span class="name">${n.name}</span><span>${r.label}</span>
            <span class="few">${i.map(({shown:e})=>o`<bdi>${e.text} ${e.unit}</bdi>`)}</span>
          </button>
        </li>`})}
    </ul>`}person(t,n,r){let a=Date.now(),s=wr(r),c=ze(t,n,r,xr).slice(0,4);return o`
      ${s===void 0?jr(O(r,n)):this.alert(t,n,r,s,a)}
      <dl data-count=${c.length}>
        ${c.map(({name:r,shown:s,reading:c})=>o`<div class=${c.fresh?``:`old`}>
              <dt>${r}</dt>
              <dd><bdi>${s.text}${s.unit===``?e:o` <span>${s.unit}</span>`}</bdi></dd>
              <dd class="when">
                ${c.fresh?e:o`<ha-icon .icon=${`mdi:clock-alert-outline`} aria-hidden="true"></ha-icon>${i(n,`card_old`)}, `}${Ie(t,Date.parse(c.measured_at),a)}
              </dd>
            </div>`)}
      </dl>
      <footer>${this.button(n,r,s)}</footer>
    `}alert(e,t,n,r,a){let[o]=r.test?[]:Pe(r.reasons),s=r.acknowledged_by_name??i(t,`notice_somebody`),c=r.test?i(t,`notice_test`):r.acknowledged_by===null?o&&ce(e,t,n.device_id,o,a):i(t,`notice_acknowledged`,{who:s});return jr({gravity:Be(r.level),label:Le(t,r)},c)}button(e,t,n){let r=(n===void 0?void 0:this.sender.failed.get(n.id))??this.said,a=n?.acknowledged_by===null?n:void 0;return o`<p role="status">${r}</p>
      <button
        class="main"
        ?disabled=${a!==void 0&&this.sender.busy.has(a.id)}
        @click=${()=>{a===void 0?this.ok(t):this.sender.send(t.person_id,a.id,{do:`acknowledge`})}}
      >
        <ha-icon
          .icon=${a===void 0?`mdi:thumb-up-outline`:`mdi:hand-heart-outline`}
          aria-hidden="true"
        ></ha-icon>
        ${i(e,a===void 0?`notice_action_ok`:`notice_action_acknowledge`)}
      </button>`}},Dr.styles=[E,br],Dr);g([c({attribute:!1})],L.prototype,`config`,void 0),g([c({attribute:!1})],L.prototype,`people`,void 0),g([s()],L.prototype,`chosen`,void 0),g([s()],L.prototype,`dim`,void 0),g([s()],L.prototype,`said`,void 0),L=g([p(`healthsense-kiosk-body`)],L);function jr({gravity:t,label:n},r){return o`<div class="band" data-gravity=${t} role="status">
    <ha-icon .icon=${Ar[t]} aria-hidden="true"></ha-icon>
    <p><strong>${n}</strong> ${r===void 0?e:o`<span>${r}</span>`}</p>
  </div>`}var Mr={diabetes:`diabetes_risk`,diabetes_lab:`diabetes_risk`,heart_disease:`heart_disease_risk`,hypoxia_lr:`hypoxia_risk`,hypoxia:`hypoxia_risk`,skin:`skin_questionnaire`},Nr=Object.keys(Mr),Pr=[`model_unusable`,`model_chances_differ`,`model_inputs_differ`];async function Fr(e){let t=async t=>e.sendMessagePromise({type:t}),[n,r,...i]=await Promise.all([t(`healthsense/people`),t(`repairs/list_issues`),...Nr.map(t=>Ir(e,t))]),a=r.issues.filter(e=>e.domain===b),o=n.people;return Nr.map((e,t)=>{let n=i[t]??null,r=n!==null&&`code`in n,s=o.flatMap(t=>t.assessments[Mr[e]??``]??[]);return{name:e,answer:r?null:n,failure:r?n:null,warnings:Pr.filter(t=>a.some(n=>n.issue_id===`${t}_${e}`)),people:s.length,refused:s.filter(e=>e.refused!==null).length}})}async function Ir(e,n){try{return await ge(e,`get_model_card`,{model:n})}catch(e){let n=t(e);if(n.translation_key===void 0)throw e;return n}}function Lr(e,t){let n=Object.values(e.entities).find(({entity_id:e,platform:n,translation_key:r})=>n===`healthsense`&&e.startsWith(`update.`)&&r===`model_${t}`),{installed_version:r,latest_version:i}=(n&&e.states[n.entity_id]?.attributes)??{};return typeof i==`string`&&i!==r?i:null}var Rr=a`
  :host {
    display: flex;
    flex-direction: column;
    gap: 12px;
    height: auto;
  }
  h3 {
    margin: 0;
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .models {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr));
    gap: 12px;
  }
  li {
    display: grid;
    align-content: start;
    gap: 8px;
    min-inline-size: 0;
  }
  .models > li {
    padding: 16px;
    border: 1px solid var(--divider-color);
    border-radius: 12px;
  }
  .models > li dl:not(.sheet dl) {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
    gap: 12px 20px;
  }
  dd {
    font-variant-numeric: tabular-nums;
  }
  .block {
    display: block;
  }
  .warning {
    padding: 8px 12px;
    border-radius: 8px;
    border-inline-start: 4px solid var(--warning-color, #ffa600);
    background: color-mix(in srgb, var(--warning-color, #ffa600) 12%, transparent);
  }
  .line {
    position: relative;
    display: block;
    block-size: 12px;
    background: linear-gradient(var(--secondary-text-color), var(--secondary-text-color)) center / 100% 1px no-repeat;
  }
  .line i {
    position: absolute;
    inset-block: 4px;
    background: var(--primary-color);
    border-radius: 2px;
  }
  .line b {
    position: absolute;
    inset-block: 0;
    inline-size: 3px;
    margin-inline-start: -1.5px;
    background: var(--primary-text-color);
  }
  .ends {
    display: flex;
    justify-content: space-between;
  }
  .toggle {
    display: inline-flex;
    align-items: center;
    justify-self: start;
    gap: 4px;
    min-height: 44px;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .toggle ha-icon {
    --mdc-icon-size: 20px;
    transition: transform 150ms ease;
  }
  .toggle[aria-expanded="true"] ha-icon {
    transform: rotate(180deg);
  }
  @media (prefers-reduced-motion: reduce) {
    .toggle ha-icon {
      transition: none;
    }
  }
`,zr,Br={model_unusable:`card_models_unusable`,model_chances_differ:`card_models_chances_differ`,model_inputs_differ:`card_models_inputs_differ`},Vr=(zr=class extends w{constructor(...e){super(...e),this.unfolded=``,this.asked=new C(this)}willUpdate(e){let t=this.hass?.connection;t!==void 0&&this.asked.want(t,`models`,``,()=>Fr(t))}render(){let{hass:t,localize:n}=this;if(t===void 0||n===void 0)return e;let{value:r,failure:a}=this.asked;return o`<h2>${i(n,`card_models_title`)}</h2>
      <p class="note">${i(n,`card_models_intro`)}</p>
      ${r===void 0?T(a===null?i(n,`card_waiting`):x(a,n)):o`<ul class="models" role="list">
              ${r.map(e=>o`<li>${this.model(t,n,e)}</li>`)}
            </ul>`}`}model(t,n,a){let s=n(`component.healthsense.selector.model.options.${a.name}`)||a.name,{answer:c,failure:l}=a;return o`
      <div class="head">
        <h3>${s}</h3>
        ${this.chip(n,a)}
      </div>
      ${l===null?e:o`<p>${r(l,n)}.</p>`}
      ${a.warnings.map(e=>o`<p class="warning">${i(n,Br[e])}</p>`)}
      ${c===null?e:this.figures(t,n,a,c,s)}
    `}chip(e,{answer:t,warnings:n}){if(n.length===0&&!t?.in_use)return o`<span class="note">${i(e,`card_models_off`)}</span>`;let[r,a]=n.length>0?[`warning`,`card_models_look`]:[`good`,`card_models_in_use`];return o`<healthsense-status .gravity=${r} .label=${i(e,a)}></healthsense-status>`}figures(t,n,r,a,s){let{card:c}=a,l=Lr(t,r.name),u=l===null?``:` ${i(n,`card_models_offered`,{version:l})}`,d=a.in_use&&r.people>0?i(n,`card_models_here`,{refused:r.refused,people:r.people}):``,f=c.refused_share,p=this.unfolded===r.name;return o`
      <p class="note">
        ${i(n,`card_models_version`)} ${c.version} · ${ve(n,c)}.${u}
      </p>
      <dl>
        ${this.ranged(t,`AUROC`,c.figures.auc,[.5,1])} ${this.precision(t,n,c)}
        ${this.ranged(t,i(n,`card_models_slope`),c.figures.calibration_slope,[0,2])}
        <div>
          <dt>${i(n,`card_models_ece`)}</dt>
          <dd><bdi>${Hr(t,c.figures.ece.value)}</bdi></dd>
        </div>
        <div>
          <dt>${i(n,`card_models_brier`)}</dt>
          <dd>
            <bdi>${xe(t,c.figures.brier,3)}</bdi>
            <span class="note block"
              >${i(n,`card_models_always`,{always:A(t,c.figures.brier_of_prevalence,3,3)})}</span
            >
          </dd>
        </div>
        <div>
          <dt>${i(n,`card_models_refused`)}</dt>
          <dd>
            <bdi>${f===void 0?`–`:Hr(t,f)}</bdi>
            ${d===``?e:o`<span class="note block">${d}</span>`}
          </dd>
        </div>
        <div>
          <dt>${i(n,`card_models_people`)}</dt>
          <dd>
            ${he(t,n,c)}
            <span class="note block"><bdi>${Ce(c)}</bdi></span>
          </dd>
        </div>
      </dl>
      ${a.in_use&&r.warnings.length===0?o`<p class="note">${i(n,`card_models_no_drift`)}</p>`:e}
      <button
        class="toggle"
        aria-expanded=${p?`true`:`false`}
        aria-controls="sheet-${r.name}"
        @click=${()=>{this.unfolded=p?``:r.name}}
      >
        ${i(n,`card_models_about`,{model:s})}
        <ha-icon .icon=${`mdi:chevron-down`} aria-hidden="true"></ha-icon>
      </button>
      <div id="sheet-${r.name}" ?hidden=${!p}>${p?be(t,n,a):e}</div>
    `}precision(e,t,n){let{auprc:r}=n.figures,a=Se(e,n);return r===void 0||a===null?o`<div>
        <dt>AUPRC</dt>
        <dd>${i(t,`card_models_not_measured`)}</dd>
      </div>`:this.ranged(e,`AUPRC`,r,[0,1],3,i(t,`card_models_guess`,{guess:a}))}ranged(t,n,r,[i,a],s=2,c=``){let l=e=>100*(Math.min(Math.max(e,i),a)-i)/(a-i);return o`<div>
      <dt>${n}</dt>
      <dd>
        <bdi>${xe(t,r,s)}</bdi>
        <span class="line" aria-hidden="true"
          ><i style="inset-inline-start: ${l(r.lower)}%; inline-size: ${l(r.upper)-l(r.lower)}%"></i
          ><b style="inset-inline-start: ${l(r.value)}%"></b
        ></span>
        <span class="ends note" aria-hidden="true"
          ><span>${A(t,i)}</span><span>${A(t,a)}</span></span
        >
        ${c===``?e:o`<span class="note block">${c}</span>`}
      </dd>
    </div>`}},zr.styles=[E,Rr,we],zr);g([s()],Vr.prototype,`unfolded`,void 0),Vr=g([p(`healthsense-models-body`)],Vr);function Hr(e,t){return`${A(e,t*100,1)} %`}var Ur=class{constructor(e,t){this.host=e,this.done=t,this.busy=``,this.about=``,this.text=``,this.bad=!1,e.addController(this)}hostConnected(){}said(e){return this.about===e&&this.text!==``?{text:this.text,bad:this.bad}:null}refuse(e,t){this.about=e,this.text=t,this.bad=!0,this.host.requestUpdate()}forget(){this.about=``,this.text=``,this.host.requestUpdate()}async send(e,n,r,a){if(this.busy!==``)return!1;this.busy=r,this.about=r,this.text=``,this.host.requestUpdate();try{await e.connection.sendMessagePromise(a),this.text=i(n,`card_settings_kept`),this.bad=!1}catch(e){this.text=x(t(e),n),this.bad=!0}return this.busy=``,this.host.requestUpdate(),this.bad||this.done(),!this.bad}};function R({hass:e,localize:t,person:n,doing:r,edit:i},a,o){let s={type:`healthsense/alert`,person_id:n.person_id,do:`set`,key:a,body:o};r.send(e,t,a,s).then(e=>{e&&i(``)})}function z({doing:t},n){let r=t.said(n);return r===null?e:r.bad?o`<p class="wrong" role="alert">${r.text}</p>`:o`<p class="note" role="status">${r.text}</p>`}function B({person:t,doing:n},r,i,a={}){return t.may_write?o`<button
    type="button"
    class=${a.main?`main`:``}
    aria-label=${a.about===void 0?r:`${r}: ${a.about}`}
    ?disabled=${n.busy!==``}
    @click=${i}
  >
    ${r}
  </button>`:e}function V({answer:e},t){return e.settings.find(e=>e.key===t&&e.body!==null)}function Wr({hass:e,localize:t,nowMs:n},r){if(r===void 0)return``;let a=r.set_by_name??i(t,`notice_somebody`);return i(t,`card_settings_set_by`,{who:a,time:D(e,r.set_at,n)})}function H(e,t){return e.currentTarget.querySelector(`[name="${t}"]`)?.value??``}function Gr(e,t){return e.currentTarget.querySelector(`[name="${t}"]`)?.checked??!1}var Kr=864e5;function qr(e,t){let n=De(e),r=Te(t,n);return r===null?null:(Te(Ae(r+1.5*Kr,n),n)??r+Kr)-1e3}var Jr=`spo2_target`,Yr=[80,96],Xr={device_battery_low:[`%`,1],signal_poor:[`%`,1],no_activity_morning:[`h`,1],no_activity_day:[`h`,1],hypoxia_risk:[`%`,100],diabetes_risk:[`%`,100],heart_disease_risk:[`%`,100]},Zr=/^(spo2|heart_rate|respiratory_rate|systolic|diastolic|glucose|temperature)_/;function Qr(e,t,n){let[r,i]=Xr[n.rule]??[n.unit??``,1],a=Zr.exec(n.rule)?.[1],o=He(e,r,a===void 0?void 0:_(e,t,a)),[s,c]=Me(r,o)??[i,0];return{unit:Me(r,o)===void 0?r:o??r,factor:s,offset:c}}function U(e,t,{unit:n,factor:r,offset:i}){return`${A(e,t*r+i)} ${n}`.trim()}function $r(e,{factor:t,offset:n}){return Math.round((e-n)/t*1e6)/1e6}function ei({rules:e,settings:t}){let n=t.find(({key:e,body:t})=>e===`limit.spo2_target`&&t!==null)?.body?.value,r={rule:Jr,cause:`oxygen`,level:`warning`,absolute:!1,on:!0,limit:typeof n==`number`?n:null,usual_limit:null,unit:`%`,range:Yr,origin:typeof n==`number`?`clinician`:null,source:null};return[...new Set(e.map(({cause:e})=>e))].map(t=>({cause:t,rules:[...e.filter(e=>e.cause===t),...t===`oxygen`?[r]:[]]}))}function ti(e){let{localize:t,answer:n}=e;return o`<p class="note">${i(t,`card_settings_limits_what`)}</p>
    ${ei(n).map(t=>ni(e,t))}`}function ni(t,{cause:n,rules:r}){let{localize:a}=t,s=r.filter(e=>V(t,`limit.${e.rule}`)??V(t,`rule.${e.rule}`));return o`<details>
    <summary>
      <span
        >${d(a,n)}${s.length===0?e:o` <span class="note">· ${i(a,`card_settings_changed`,{count:s.length})}</span>`}</span
      >
    </summary>
    <ul class="rows">
      ${r.map(e=>o`<li>${ri(t,e)}</li>`)}
    </ul>
  </details>`}function ri(t,n){let{hass:r,localize:a,person:s,editing:c,edit:l}=t,d=`limit.${n.rule}`,p=u(a,n.rule),m=Qr(r,s.device_id,n),h=V(t,d),g=n.limit??n.usual_limit,_=n.origin===null?``:f(a,`alert_origin`,n.origin),v=[n.unit===null?y(a,n.level):``,h===void 0||n.usual_limit===null?``:i(a,`card_settings_usual`,{limit:U(r,n.usual_limit,m)}),h===void 0?``:_,Wr(t,h)],b=t.answer.proposals.find(e=>e.rule===n.rule);return o`<div class="row">
      <span class="name">${p}<span class="note">${v.filter(Boolean).join(` · `)}</span></span>
      ${g===null?n.rule===`spo2_target`?o`<span>${i(a,`card_entry_not_told`)}</span>`:e:o`<strong><bdi>${U(r,g,m)}</bdi></strong>`}
      ${n.rule===`spo2_target`?e:ii(t,n,p)}
    </div>
    ${b===void 0||c===d?e:o`<p class="note">
            ${i(a,`card_settings_proposed`,{limit:U(r,b.value,m),days:b.days})}
          </p>`}
    ${n.range===null?e:c===d?ai(t,n,b):o`<div class="actions">
              ${B(t,i(a,`card_settings_change`),()=>{l(d)},{about:p})}
              ${h===void 0?e:B(t,i(a,`card_settings_reset`),()=>{R(t,d,null)},{about:p})}
            </div>`}
    ${z(t,d)}${z(t,`rule.${n.rule}`)}`}function ii(e,t,n){let{localize:r,person:a,doing:s}=e,c=`rule.${t.rule}`,l=i(r,t.absolute?`card_settings_always`:t.on?`card_settings_on`:`card_settings_off`);return t.absolute||!a.may_write?o`<span>${l}</span>`:o`<label class="radio"
    ><input
      type="checkbox"
      role="switch"
      aria-label=${n}
      .checked=${t.on}
      ?disabled=${s.busy!==``}
      @change=${t=>{R(e,c,{on:t.target.checked})}}
    /><span aria-hidden="true">${l}</span></label
  >`}function ai(t,n,r){let{hass:a,localize:s,person:c,doing:l,edit:u}=t,d=`limit.${n.rule}`,f=Qr(a,c.device_id,n),[p,m]=n.range??[0,0],h=n.rule===Jr,g=r?.value??n.limit??n.usual_limit;return o`<form class="edit" novalidate @submit=${e=>{e.preventDefault();let n=Gn(H(e,`value`)),o=n===null?null:$r(n,f);if(o===null||o<p||o>m){let e={low:U(a,p,f),high:U(a,m,f)};l.refuse(d,i(s,`card_settings_between`,e));return}let c=H(e,`named_by`).trim(),u=h||Gr(e,`clinician`)?`clinician`:o===r?.value?`history`:`person`;u===`clinician`&&c===``?l.refuse(d,i(s,`card_settings_who_needed`)):R(t,d,{value:o,origin:u,...c===``?{}:{named_by:c}})}}>
    <div class="one">
      <label for="value">${i(s,`card_settings_limit`)}</label>
      <div class="input">
        <input
          id="value"
          name="value"
          type="text"
          inputmode="decimal"
          enterkeyhint="done"
          autocomplete="off"
          .value=${g===null?``:A(a,g*f.factor+f.offset)}
        /><span class="note">${f.unit}</span>
      </div>
    </div>
    <div class="one">
      <label for="named_by">${i(s,`card_settings_named_by`)}</label>
      <input id="named_by" name="named_by" class="input" type="text" maxlength="100" autocomplete="off" />
    </div>
    ${h?e:o`<label class="radio"
            ><input type="checkbox" name="clinician" />${i(s,`card_settings_clinician`)}</label
          >`}
    ${n.source!==null&&a.language.startsWith(`en`)?o`<p class="note wide">${n.source}</p>`:e}
    <div class="actions">
      <button type="submit" class="main" ?disabled=${l.busy!==``}>
        ${i(s,`card_settings_save`)}
      </button>
      <button
        type="button"
        @click=${()=>{u(``)}}
      >
        ${i(s,`card_settings_cancel`)}
      </button>
    </div>
  </form>`}var W=3600,oi=24*W,si=[W,4*W,8*W,oi,7*oi],ci=[`rest`,`exercise`,`sleep`,`ill`,`travelling`],li=[W,8*W,oi,7*oi],ui=1e3;function di(e){return o`${fi(e)}${pi(e)}${mi(e)}${hi(e)}`}function G(t,n,r,i,a){let s=Wr(t,V(t,n));return o`<section class="block" aria-label=${r}>
    <h3>${r}</h3>
    <p>${i} ${s===``?e:o`<span class="note">${s}</span>`}</p>
    ${a} ${z(t,n)}
  </section>`}function fi(e){let{hass:t,localize:n,nowMs:r,answer:a,person:s,editing:c,edit:l}=e,u=i(n,`card_settings_pause`),d=a.paused_until;if(d!==null){let a=i(n,`card_paused`,{time:D(t,d,r)}),s=B(e,i(n,`card_settings_pause_end`),()=>{R(e,`pause`,null)},{main:!0});return G(e,`pause`,u,a,o`<div class="actions">${s}</div>`)}let f=i(n,`card_settings_watching`);if(c!==`pause`){let t=B(e,i(n,`card_settings_pause_begin`),()=>{l(`pause`)});return G(e,`pause`,u,f,o`<div class="actions">${t}</div>`)}return G(e,`pause`,u,f,o`<form class="edit" @submit=${t=>{t.preventDefault(),R(e,`pause`,{until_ms:Date.now()+Number(H(t,`for`))*1e3})}}>
      <p class="warning">${i(n,`card_settings_pause_warning`,{name:s.name})}</p>
      ${K(`for`,i(n,`card_settings_for`),si.map(e=>[String(e),k(t,e)]))}
      ${q(e,i(n,`card_settings_pause_now`))}
    </form>`)}function pi(e){let{hass:t,localize:n,nowMs:r,answer:a,editing:s,edit:c}=e,l=a.context_until,u=f(n,`alert_context`,a.context),d=l===null?u:i(n,`card_settings_until`,{what:u,time:D(t,l,r)}),p=i(n,`card_settings_context`);if(s!==`context`){let t=B(e,i(n,`card_settings_change`),()=>{c(`context`)},{about:p});return G(e,`context`,p,d,o`<div class="actions">${t}</div>`)}return G(e,`context`,p,d,o`<form class="edit" @submit=${t=>{t.preventDefault();let n=Number(H(t,`for`)),r=n===0?null:Date.now()+n*1e3;R(e,`context`,{context:H(t,`context`),until_ms:r})}}>
      ${K(`context`,p,ci.map(e=>[e,f(n,`alert_context`,e)]),a.context)}
      ${K(`for`,i(n,`card_settings_for`),[[`0`,i(n,`card_settings_until_changed`)],...li.map(e=>[String(e),k(t,e)])])}
      ${q(e,i(n,`card_settings_save`))}
    </form>`)}function mi(t){let{localize:n,answer:r,editing:a,edit:s,doing:c}=t,l=r.quiet?.start.slice(0,5)??``,u=r.quiet?.end.slice(0,5)??``,d=i(n,`card_settings_quiet`),f=r.quiet===null?i(n,`card_settings_quiet_none`):i(n,`card_between`,{low:l,high:u});if(a!==`quiet`){let a=B(t,i(n,`card_settings_change`),()=>{s(`quiet`)},{about:d}),c=r.quiet===null?e:B(t,i(n,`card_settings_quiet_end`),()=>{R(t,`quiet`,null)});return G(t,`quiet`,d,f,o`<p class="note">${i(n,`card_settings_quiet_what`)}</p>
        <div class="actions">${a}${c}</div>`)}let p=e=>{e.preventDefault();let r={start:H(e,`start`),end:H(e,`end`)};r.start===``||r.end===``||r.start===r.end?c.refuse(`quiet`,i(n,`card_settings_quiet_wrong`)):R(t,`quiet`,r)},m=(e,t,n)=>o`<div class="one">
      <label for=${e}>${t}</label><input id=${e} name=${e} class="input" type="time" .value=${n} />
    </div>`;return G(t,`quiet`,d,f,o`<form class="edit" novalidate @submit=${p}>
      ${m(`start`,i(n,`card_settings_from`),l||`22:00`)}
      ${m(`end`,i(n,`card_settings_to`),u||`07:00`)}
      ${q(t,i(n,`card_settings_save`))}
    </form>`)}function hi(e){let{hass:t,localize:n,answer:r,editing:a,edit:s,doing:c}=e,l=i(n,`card_settings_budget`),{levels:u}=r.budget,d=u.map(({level:e,allowed:r})=>`${y(n,e)}: ${A(t,r,2)}`).join(`, `);if(a!==`budget`){let t=B(e,i(n,`card_settings_change`),()=>{s(`budget`)},{about:l});return G(e,`budget`,l,d,o`<div class="actions">${t}</div>`)}return G(e,`budget`,l,d,o`<form class="edit" novalidate @submit=${t=>{t.preventDefault();let r=u.map(({level:e})=>[e,Gn(H(t,e))]);r.some(([,e])=>e===null||e<0||e>ui)?c.refuse(`budget`,i(n,`card_settings_between`,{low:`0`,high:String(ui)})):R(e,`budget`,Object.fromEntries(r))}}>
      ${u.map(({level:e,allowed:r})=>o`<div class="one">
            <label for="budget-${e}">${y(n,e)}</label>
            <input
              id="budget-${e}"
              name=${e}
              class="input"
              type="text"
              inputmode="decimal"
              autocomplete="off"
              .value=${A(t,r,2)}
            />
          </div>`)}
      ${q(e,i(n,`card_settings_save`))}
    </form>`)}function K(e,t,n,r){return o`<div class="one">
    <label for=${e}>${t}</label>
    <select id=${e} name=${e} class="input">
      ${n.map(([e,t])=>o`<option value=${e} ?selected=${e===r}>${t}</option>`)}
    </select>
  </div>`}function q({localize:e,doing:t,edit:n},r){return o`<div class="actions">
    <button type="submit" class="main" ?disabled=${t.busy!==``}>${r}</button>
    <button
      type="button"
      @click=${()=>{n(``)}}
    >
      ${i(e,`card_settings_cancel`)}
    </button>
  </div>`}var gi=[`info`,`warning`,`urgent`,`critical`],_i=`test`;function vi(e){return o`${yi(e)}${bi(e)}${Ci(e)}`}function yi({hass:t,localize:n,answer:r}){let{steps:a,recipients:s,repeat_min:c}=r.plan,l=new Map(s.map(({id:e,name:t})=>[e,t]));if(a.length===0)return o`<p>${i(n,`card_settings_no_plan`)}</p>`;let u=a.map(({after_min:e,recipients:r,level:a,quiet:o})=>[e===0?i(n,`card_settings_at_once`):i(n,`card_settings_after`,{time:k(t,e*60)}),r.map(e=>l.get(e)??e).join(`, `),a===`info`?``:i(n,`card_settings_from_level`,{level:y(n,a)}),o===null?``:i(n,`card_settings_quiet_step`,{start:o.start,end:o.end})].filter(Boolean));return o`<section class="block">
    <h3>${i(n,`card_settings_order`)}</h3>
    <ol>
      ${u.map(([e,...t])=>o`<li><strong>${e}</strong>: ${t.join(` · `)}</li>`)}
    </ol>
    <p class="note">
      ${c===0?e:i(n,`card_settings_repeat`,{time:k(t,c*60)})}
      ${i(n,`card_settings_plan_where`)}
    </p>
  </section>`}function bi(t){let{localize:n,answer:r}=t;return r.plan.recipients.length===0?e:o`<section class="block">
    <h3>${i(n,`card_settings_consents`)}</h3>
    <p class="note">${i(n,`card_settings_consents_what`)}</p>
    <ul class="rows">
      ${r.plan.recipients.map(e=>o`<li>${xi(t,e)}</li>`)}
    </ul>
  </section>`}function xi(t,n){let{hass:r,localize:a,nowMs:s,person:c,editing:l,edit:u}=t,d=`consent.${n.id}`,p=V(t,d),m=p?.body??{},h=typeof m.until_ms==`number`?m.until_ms:null,g=m.given===!0&&(h===null||h>s),_=g?[i(a,m.values===!0?`card_settings_consent_values`:`card_settings_consent_plain`),m.lock_screen===!0?i(a,`card_settings_consent_lock`):``,h===null?``:i(a,`card_settings_until_time`,{time:D(r,new Date(h).toISOString(),s)})].filter(Boolean).join(` · `):i(a,`card_settings_consent_none`),v=!c.private||c.own,y=o`<div class="row">
    <span class="name"
      >${n.name}<span class="note"
        >${[f(a,`recipient_kind`,n.kind),Wr(t,p)].filter(Boolean).join(` · `)}</span
      ></span
    >
    <span>${_}</span>
  </div>`;if(l!==d)return o`${y}
      <div class="actions">
        ${v?B(t,i(a,`card_settings_change`),()=>{u(d)},{about:n.name}):e}
        ${g?B(t,i(a,`card_settings_revoke`),()=>{R(t,d,{given:!1,values:!1,lock_screen:!1,until_ms:null})},{about:n.name}):e}
      </div>
      ${v||g?e:o`<p class="note">${i(a,`card_settings_own_alone`)}</p>`}
      ${z(t,d)}`;let b=e=>{e.preventDefault();let n=qr(r,H(e,`until`)),i=Gr(e,`values`);R(t,d,{given:!0,values:i,lock_screen:Gr(e,`lock_screen`),until_ms:n})},x=(e,t,n)=>o`<label class="radio"><input type="checkbox" name=${e} .checked=${n} />${t}</label>`;return o`${y}
    <form class="edit" @submit=${b}>
      ${x(`values`,i(a,`card_settings_consent_values`),m.values===!0)}
      ${x(`lock_screen`,i(a,`card_settings_consent_lock`),m.lock_screen===!0)} ${Si(t)}
      ${q(t,i(a,`card_settings_consent_give`))}
    </form>
    ${z(t,d)}`}function Si({hass:e,localize:t,nowMs:n}){return o`<div class="one">
    <label for="until">${i(t,`card_settings_last_day`)}</label>
    <input id="until" name="until" class="input" type="date" min=${Ae(n,De(e))} />
  </div>`}function Ci(t){let{hass:n,localize:r,person:a,doing:s}=t;return a.may_write?o`<section class="block">
    <h3>${i(r,`card_settings_test`)}</h3>
    <p class="note">${i(r,`card_settings_test_what`)}</p>
    <form class="edit" @submit=${e=>{e.preventDefault();let t={type:`healthsense/alert`,person_id:a.person_id,do:`test`,level:H(e,`level`)};s.send(n,r,_i,t)}}>
      ${K(`level`,i(r,`card_alerts_level`),gi.map(e=>[e,y(r,e)]),`warning`)}
      <div class="actions">
        <button type="submit" ?disabled=${s.busy!==``}>${i(r,`card_settings_test_give`)}</button>
      </div>
    </form>
    ${z(t,_i)}
  </section>`:e}var wi={read:`card_settings_read`,write:`card_settings_write`},J=`grant`,Ti=`consent_shared`;function Ei(e,t){let{localize:n,person:r}=e;return r.private?!r.own||t===void 0?o`<p>${i(n,`card_settings_own_alone`)}</p>`:o`<section class="block">
      <h3>${i(n,`card_settings_grants`)}</h3>
      ${t.grants.length===0?o`<p>${i(n,`card_settings_no_grants`)}</p>`:o`<ul class="rows">
              ${t.grants.map(t=>o`<li>${Oi(e,t)}</li>`)}
            </ul>`}
      ${ki(e,t)}
    </section>
    ${Ai(e,t)}`:o`<p>${i(n,`card_settings_shared`,{name:r.name})}</p>`}function Di(e,t,n,r){let{hass:i,localize:a,person:o,doing:s,edit:c}=e,l={type:`healthsense/grants/${n}`,person_id:o.person_id,...r};s.send(i,a,t,l).then(e=>{e&&c(``)})}function Oi(e,t){let{hass:n,localize:r,nowMs:a}=e,s=t.name??i(r,`notice_somebody`),c=`grant.${t.user_id}`,l=t.expires===null?``:i(r,`card_settings_until_time`,{time:D(n,t.expires,a)});return o`<div class="row">
      <span class="name"
        >${s}<span class="note"
          >${[i(r,wi[t.level]),l].filter(Boolean).join(` · `)}</span
        ></span
      >
      <span class="actions"
        >${B(e,i(r,`card_settings_revoke`),()=>{Di(e,c,`revoke`,{user_id:t.user_id})},{about:s})}</span
      >
    </div>
    ${z(e,c)}`}function ki(t,n){let{hass:r,localize:a,editing:s,edit:c}=t;return n.users.length===0?e:s===J?o`<form class="edit" @submit=${e=>{e.preventDefault();let n=qr(r,H(e,`until`));Di(t,J,`set`,{user_id:H(e,`user`),level:H(e,`level`),...n===null?{}:{expires:new Date(n).toISOString()}})}}>
      ${K(`user`,i(a,`card_settings_user`),n.users.map(({user_id:e,name:t})=>[e,t??i(a,`notice_somebody`)]))}
      ${K(`level`,i(a,`card_settings_may`),[[`read`,i(a,wi.read)],[`write`,i(a,wi.write)]])}
      ${Si(t)} ${q(t,i(a,`card_settings_grant`))}
    </form>
    ${z(t,J)}`:o`<div class="actions">
        ${B(t,i(a,`card_settings_grant`),()=>{c(J)})}
      </div>
      ${z(t,J)}`}function Ai(e,{consented:t}){let{localize:n}=e;return o`<section class="block">
    <h3>${i(n,`card_settings_share`)}</h3>
    <p>${i(n,t?`card_settings_share_yes`:`card_settings_share_no`)}</p>
    <div class="actions">
      ${B(e,i(n,t?`card_settings_share_take`:`card_settings_share_give`),()=>{Di(e,Ti,`consent_shared`,{consent:!t})})}
    </div>
    ${z(e,Ti)}
  </section>`}var ji=a`
  :host {
    display: flex;
    flex-direction: column;
    gap: 12px;
    container-type: inline-size;
    height: auto;
  }
  h3 {
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .block {
    gap: 8px;
    padding: 12px 0;
  }
  .block + .block {
    border-block-start: 1px solid var(--divider-color);
  }
  @container (min-width: 760px) {
    .panel:has(> .block ~ .block) {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      column-gap: 32px;
    }
    .panel > :not(.block) {
      grid-column: 1 / -1;
    }
    .block:nth-of-type(2) {
      border: 0;
    }
  }
  .panel > details:first-of-type {
    border: 0;
  }
  .rows {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .rows > li {
    display: grid;
    gap: 8px;
    padding-block: 12px;
  }
  .rows > li + li {
    border-block-start: 1px solid var(--divider-color);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
  }
  .row .name {
    flex: 1 1 180px;
    min-width: 0;
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  .row .note {
    display: block;
  }
  .row strong {
    font-variant-numeric: tabular-nums;
  }
  .edit {
    grid-template-columns: repeat(auto-fit, minmax(min(180px, 100%), 1fr));
    align-items: end;
    gap: 12px 16px;
    padding: 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
  }
  .rows > li > .actions {
    gap: 0 16px;
    margin-block: -8px -4px;
  }
  .rows > li > .actions button {
    min-height: 36px;
    padding: 0;
    border: 0;
    border-radius: 4px;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .edit .wide,
  .edit .actions,
  .edit .radio,
  .edit .warning {
    grid-column: 1 / -1;
  }
  ol {
    margin: 0;
    padding-inline-start: 20px;
  }
  ol li {
    padding-block: 4px;
  }
`,Mi,Ni={times:`card_settings_times`,limits:`card_settings_limits`,told:`card_settings_told`,privacy:`card_settings_privacy`},Y=(Mi=class extends w{constructor(...e){super(...e),this.people=[],this.tab=`times`,this.chosen=``,this.editing=``,this.next=null,this.opener=``,this.pressed=``,this.ask=new C(this),this.doing=new Ur(this,()=>{this.ask.again()})}get person(){return this.people.find(e=>e.person_id===this.chosen)??this.people[0]}willUpdate(){let{hass:e,person:t}=this;if(e===void 0||t===void 0)return;let{person_id:n}=t,{paused_until:r=null}=t.alerts??{},i=JSON.stringify([r,t.private,t.own]);this.ask.want(e.connection,n,i,async()=>{let r=await e.connection.sendMessagePromise({type:`healthsense/alerts`,person_id:n});return!t.own||!t.private?{answer:r,granted:void 0}:{answer:r,granted:(await e.connection.sendMessagePromise({type:`healthsense/grants/list`})).people.find(e=>e.person_id===n)}})}render(){let{hass:t,localize:n,person:r,ask:a}=this;if(t===void 0||n===void 0||r===void 0)return e;let s=i(n,`card_settings_title`),c=e=>{this.tab=e,this.editing=``},l=Object.keys(Ni).map(e=>({key:e,label:i(n,Ni[e])}));return o`<h2>${s}${this.people.length>1?e:o` · <bdi>${r.name}</bdi>`}</h2>
      ${this.who(n,r)}
      ${r.may_write?e:o`<p class="banner">${i(n,`card_settings_read_only`,{name:r.name})}</p>`}
      ${Ge(s,l,this.tab,c)}
      ${Ke(this.tab,a.value===void 0?T(a.failure===null?i(n,`card_waiting`):x(a.failure,n)):this.content(t,n,r,a.value))}`}firstUpdated(){this.renderRoot.addEventListener(`click`,({target:e})=>{this.pressed=e instanceof Element?Pi(e.closest(`button`)):``},{capture:!0})}updated(){if(this.next===null)return;document.activeElement!==null&&document.activeElement!==document.body&&(this.next=null);let e=[...this.renderRoot.querySelectorAll(this.next===`form`?`form.edit :is(input, select, textarea)`:`button:not([disabled])`)],t=this.next===`form`?e[0]:e.find(e=>Pi(e)===this.opener)??e.find(e=>e.getAttribute(`aria-selected`)===`true`);this.next!==null&&t!==void 0&&(this.next=null,t.focus())}who(t,n){return this.people.length<2?e:o`<div class="one">
      <label for="who">${i(t,`card_field_person_or_all`)}</label>
      <select
        id="who"
        class="input"
        @change=${e=>{this.chosen=e.target.value,this.editing=``,this.doing.forget()}}
      >
        ${this.people.map(e=>o`<option value=${e.person_id} ?selected=${e.person_id===n.person_id}>${e.name}</option>`)}
      </select>
    </div>`}content(e,t,n,{answer:r,granted:i}){let{doing:a,editing:o}=this,s={hass:e,localize:t,nowMs:Date.now(),person:n,answer:r,doing:a,editing:o,edit:e=>{e!==``&&(this.opener=this.pressed),this.next=e===``?`opener`:`form`,this.editing=e}};return this.tab===`limits`?ti(s):this.tab===`told`?vi(s):this.tab===`privacy`?Ei(s,i):di(s)}},Mi.styles=[E,We,qe,ji],Mi);g([c({attribute:!1})],Y.prototype,`people`,void 0),g([s()],Y.prototype,`tab`,void 0),g([s()],Y.prototype,`chosen`,void 0),g([s()],Y.prototype,`editing`,void 0),Y=g([p(`healthsense-settings-body`)],Y);function Pi(e){return e?.getAttribute(`aria-label`)??``}var Fi=a`
  :host {
    display: grid;
    gap: 12px;
    container-type: inline-size;
  }
  h3 {
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .two {
    display: grid;
    gap: 16px 32px;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    min-width: 0;
    margin: 0 0 16px;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0 0 8px;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  fieldset input {
    position: absolute;
    opacity: 0;
  }
  fieldset label {
    position: relative;
    cursor: pointer;
  }
  fieldset span {
    display: flex;
    align-items: center;
    min-height: 44px;
    padding: 0 16px;
    border-radius: 22px;
    background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
  }
  input:checked + span {
    color: var(--card-background-color, #fff);
    background: var(--primary-text-color);
  }
  input:focus-visible + span {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(136px, 1fr));
    gap: 8px;
    align-content: start;
  }
  dl > div {
    padding: 10px 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
  }
  dd {
    font-size: 18px;
    font-variant-numeric: tabular-nums;
  }
  .try {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 12px;
  }
  .try label {
    display: grid;
    gap: 4px;
    flex: 1 1 160px;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  select {
    font: inherit;
    font-size: var(--ha-font-size-m, 14px);
    min-height: 44px;
    padding: 0 12px;
    border: 1px solid var(--secondary-text-color);
    border-radius: 12px;
    color: var(--primary-text-color);
    background: var(--card-background-color, #fff);
  }
  select:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  p:empty {
    display: none;
  }
  @container (min-width: 720px) {
    .two {
      grid-template-columns: 1fr 1fr;
    }
  }
`,Ii,Li=[`info`,`warning`,`urgent`,`critical`],Ri={rest:`card_simulation_rest`,exercise:`card_simulation_exercise`,"night desaturation":`card_simulation_night_desaturation`,fever:`card_simulation_fever`,"sensor off":`card_simulation_sensor_off`,"irregular pulse":`card_simulation_irregular_pulse`,"low perfusion":`card_simulation_low_perfusion`,"ambient light":`card_simulation_ambient_light`,none:`card_simulation_fault_none`,"bus silent":`card_simulation_bus_silent`,"wrong part":`card_simulation_wrong_part`,overflow:`card_simulation_overflow`,"brown-out":`card_simulation_brown_out`,"swapped LEDs":`card_simulation_swapped`,"finger off":`card_simulation_finger_off`,saturation:`card_simulation_saturation`},X=(Ii=class extends w{constructor(...e){super(...e),this.people=[],this.person=``,this.level=`info`,this.busy=!1,this.said=null}async send(e,n,r){let{hass:i,localize:a}=this;if(!(i===void 0||a===void 0||this.busy)){this.busy=!0,this.said=null;try{await i.connection.sendMessagePromise(n),this.said={at:e,text:r}}catch(n){this.said={at:e,text:x(t(n),a)}}this.busy=!1}}select({entityId:e},t){let n={type:`call_service`,domain:`select`,service:`select_option`,service_data:{option:t},target:{entity_id:e}};this.send(e,n,``)}render(){let{hass:t,localize:n}=this;if(t===void 0||n===void 0)return e;let r=le(t,n);return o`
      <h2>${i(n,`card_simulation_title`)}</h2>
      ${r.length===0?T(i(n,`card_simulation_no_node`)):r.map(e=>this.node(n,e))}
      ${this.trial(n)}
    `}node(t,n){let{scenario:r,fault:a}=n;return n.reachable?o`
      <h3>${n.name}</h3>
      <div class="two">
        <div>
          ${this.choices(t,i(t,`card_simulation_scenario`),r)}
          ${a===null?e:this.choices(t,i(t,`card_simulation_fault`),a)}
          ${this.outcome(r.entityId)} ${a===null?e:this.outcome(a.entityId)}
        </div>
        <dl aria-label=${i(t,`card_simulation_values`)}>
          ${n.values.map(({name:t,value:n,unit:r})=>o`<div>
                <dt>${t}</dt>
                <dd>
                  <bdi>${n} ${r===``?e:o`<span class="note">${r}</span>`}</bdi>
                </dd>
              </div>`)}
        </dl>
      </div>
    `:o`<h3>${n.name}</h3>
        ${T(i(t,`card_simulation_away`))}`}choices(e,t,n){return o`<fieldset ?disabled=${this.busy}>
      <legend>${t}</legend>
      ${n.options.map(t=>o`<label
            ><input
              type="radio"
              name=${n.entityId}
              .checked=${t===n.now}
              @change=${()=>{this.select(n,t)}}
            /><span>${zi(e,t)}</span></label
          >`)}
    </fieldset>`}outcome(e){return o`<p role="status">${this.said?.at===e?this.said.text:``}</p>`}trial(t){let n=this.people.filter(e=>e.may_write),[r]=n;if(r===void 0)return e;let a=n.find(({person_id:e})=>e===this.person)??r;return o`
      <h3>${i(t,`card_simulation_try`)}</h3>
      <p>${i(t,`card_simulation_try_help`)}</p>
      <div class="try">
        ${Bi(i(t,`card_field_person`),n.map(({person_id:e,name:t})=>[e,t]),a.person_id,e=>this.person=e)}
        ${Bi(i(t,`card_simulation_level`),Li.map(e=>[e,y(t,e)]),this.level,e=>this.level=e)}
        <div class="actions">
          <button
            class="main"
            ?disabled=${this.busy}
            @click=${()=>{let e={type:`healthsense/alert`,person_id:a.person_id,do:`test`,level:this.level};this.send(`try`,e,i(t,`card_simulation_tried`,{name:a.name}))}}
          >
            ${i(t,`card_simulation_try`)}
          </button>
        </div>
      </div>
      ${this.outcome(`try`)}
    `}},Ii.styles=[E,Fi],Ii);g([c({attribute:!1,hasChanged:de})],X.prototype,`hass`,void 0),g([c({attribute:!1})],X.prototype,`people`,void 0),g([s()],X.prototype,`person`,void 0),g([s()],X.prototype,`level`,void 0),g([s()],X.prototype,`busy`,void 0),g([s()],X.prototype,`said`,void 0),X=g([p(`healthsense-simulation-body`)],X);function zi(e,t){let n=Ri[t];return n!==void 0&&i(e,n)||t}function Bi(e,t,n,r){return o`<label
    >${e}<select
      @change=${e=>{r(e.target.value)}}
    >
      ${t.map(([e,t])=>o`<option value=${e} ?selected=${e===n}>${t}</option>`)}
    </select></label
  >`}var Vi=a`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 20px;
    height: auto;
  }
  h3 {
    margin: 0;
    font-size: var(--ha-font-size-m, 14px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .way {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    margin: 0;
    padding: 0;
    list-style: none;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  .way li + li::before {
    content: "→" / "";
    margin-inline-end: 8px;
  }
  .way:dir(rtl) li + li::before {
    content: "←" / "";
  }
  .quality {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 10px;
    padding: 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
  }
  .quality strong {
    font-size: 24px;
    font-weight: 400;
  }
  .sources {
    display: grid;
    gap: 20px 32px;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr));
    align-items: start;
  }
  table {
    table-layout: fixed;
  }
  thead th:first-child {
    width: 42%;
  }
  thead .number {
    width: 52px;
  }
  tbody th {
    overflow-wrap: anywhere;
    hyphens: auto;
    hyphens: auto;
  }
  tbody bdi {
    white-space: nowrap;
  }
  .signal-below {
    display: none;
  }
  @container (max-width: 440px) {
    .signal {
      display: none;
    }
    .signal-below {
      display: block;
    }
  }
  caption span {
    color: var(--primary-text-color);
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  thead th {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  tbody tr {
    border-block-start: 1px solid var(--divider-color);
  }
  tbody th,
  tbody td {
    padding-block: 6px;
    line-height: 1.35;
  }
  .number {
    text-align: end;
    font-variant-numeric: tabular-nums;
    padding-inline-end: 0;
    padding-inline-start: 8px;
  }
  bdi,
  .refused,
  .age {
    display: block;
  }
  .age {
    display: flex;
    align-items: center;
    gap: 4px;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
    --mdc-icon-size: 14px;
  }
  .age.old {
    color: var(--primary-text-color);
  }
  .refused {
    font-size: var(--ha-font-size-s, 12px);
  }
  .rejected {
    display: grid;
    gap: 8px;
  }
  .rejected li {
    display: flex;
    gap: 10px;
    padding-block: 8px;
    border-block-start: 1px solid var(--divider-color);
    --mdc-icon-size: 20px;
  }
  .rejected li ha-icon {
    color: var(--secondary-text-color);
  }
`;function Hi(e,t,n,r,i){let a=n.current[i.vital];if(a?.source!==r.source)return``;let o=_(e,n.device_id,i.vital),s=Ne(i.vital,a.unit),{text:c,unit:l}=Fe(e,t,i.vital,a.value,a.unit,o,s);return l===``?c:`${c} ${l}`}function Ui(e,t){return t.source===`manual`?i(e,`card_sources_manual`):t.source===`im_ok`&&e(`component.healthsense.entity.button.im_ok.name`)||t.name}function Wi(e,t){let n=t.vital===null?t.field:l(e,t.vital);return e(`component.healthsense.exceptions.${t.reason_key}.message`,{field:n})||`${n}: ${t.reason.replaceAll(`_`,` `)}`}var Gi=e=>e.reduce((e,t)=>e+t,0),Ki=6;function qi(e,t,{intake:n}){let r=t=>A(e,t,0),a=je(e,{hour:`numeric`,minute:`2-digit`}),o={accepted:r(Gi(n.accepted)),rejected:r(Gi(n.rejected))};return{title:i(t,`card_sources_intake`),summary:i(t,`card_sources_intake_summary`,o),by:i(t,`card_sources_hour`),series:[{name:i(t,`card_sources_accepted`),look:`solid`},{name:i(t,`card_sources_rejected`),look:`hatched`}],bars:n.t.map((e,t)=>({name:a.format(e),parts:[n.accepted[t]??0,n.rejected[t]??0],...t%Ki===0?{tick:a.format(e)}:{}})),text:r}}function Ji(e,t,r,{intake:a}){let o=r.assessments.data_quality;if(o===void 0)return null;if(typeof o.value!=`number`){let e=o.refused===null?``:n(t,`data_quality`,`refused`,o.refused);return{value:i(t,`card_no_answer`),sentence:e}}let[s,c]=[Gi(a.accepted),Gi(a.rejected)],l={accepted:A(e,s,0),all:A(e,s+c,0)};return{value:`${A(e,o.value)} ${o.unit}`.trim(),sentence:i(t,`card_sources_quality`,l)}}var Yi,Xi=3e4,Zi=5,Z=(Yi=class extends w{constructor(...e){super(...e),this.people=[],this.chosen=``,this.unfolded=!1,this.ask=new C(this)}willUpdate(){let e=Lt(this.people,this.chosen),t=this.hass?.connection;if(e===void 0||t===void 0)return;let{person_id:n,time:r}=e,i=String(Math.floor(Date.parse(r??``)/Xi));this.ask.want(t,n,i,()=>t.sendMessagePromise({type:`healthsense/sources`,person_id:n}))}render(){let{hass:t,localize:n}=this,r=Lt(this.people,this.chosen);return t===void 0||n===void 0||r===void 0?e:o`
      <div class="head">
        <div>
          <h2>${i(n,`card_sources_title`)}</h2>
          ${this.people.length<2?o`<p class="note">${r.name}</p>`:e}
        </div>
        ${It(i(n,`card_field_person`),this.people,r.person_id,e=>{this.chosen=e,this.unfolded=!1})}
      </div>
      ${Qi(n)}
      ${this.ask.failure===null?e:o`<p class="banner" role="status">${x(this.ask.failure,n)}</p>`}
      ${this.ask.value===void 0?this.ask.failure===null?T(i(n,`card_waiting`)):e:this.whole(t,n,r,this.ask.value)}
    `}whole(t,n,r,a){let s=Date.now(),c=Ji(t,n,r,a);return a.sources.length===0&&a.rejected.length===0?T(i(n,`card_no_readings`)):o`
      ${c===null?e:o`<div class="quality">
              <span class="note">${l(n,`data_quality`)}</span>
              <strong>${c.value}</strong>
              <span>${c.sentence}</span>
            </div>`}
      ${a.sources.length===0?T(i(n,`card_no_readings`)):o`<div class="sources">
              ${a.sources.map(e=>$i(t,n,r,e,s))}
            </div>`}
      <healthsense-bars .localize=${n} .chart=${qi(t,n,a)}></healthsense-bars>
      ${this.rejected(t,n,a.rejected,s)}
    `}rejected(t,n,r,a){let s=this.unfolded?r:r.slice(0,Zi);return o`<div class="rejected">
      <h3>${i(n,`card_sources_refused`)}</h3>
      ${r.length===0?o`<p class="note">${i(n,`card_sources_none_refused`)}</p>`:o`<ul role="list">
              ${s.map(e=>o`<li>
                    <ha-icon .icon=${`mdi:close-circle-outline`} aria-hidden="true"></ha-icon>
                    <div>
                      <p>${Wi(n,e)}</p>
                      <p class="note">
                        ${Ui(n,{source:e.source,name:e.source_name})} ·
                        ${D(t,e.received,a)}
                      </p>
                    </div>
                  </li>`)}
            </ul>`}
      ${s.length===r.length?e:o`<div class="actions">
              <button @click=${()=>this.unfolded=!0}>
                ${i(n,`card_sources_more`,{count:A(t,r.length-s.length,0)})}
              </button>
            </div>`}
    </div>`}},Yi.styles=[E,Rt,Vi],Yi);g([c({attribute:!1})],Z.prototype,`people`,void 0),g([s()],Z.prototype,`chosen`,void 0),g([s()],Z.prototype,`unfolded`,void 0),Z=g([p(`healthsense-sources-body`)],Z);function Qi(e){return o`<ol class="way" aria-label=${i(e,`card_sources_way`)}>
    ${[`card_sources_way_1`,`card_sources_way_2`,`card_sources_way_3`,`card_sources_way_4`].map(t=>o`<li>${i(e,t)}</li>`)}
  </ol>`}function $i(t,n,r,a,s){let c=a.vitals.some(e=>e.quality!==null);return o`<table>
    <caption>
      <span>${Ui(n,a)}</span>
    </caption>
    <thead>
      <tr>
        <th scope="col">${i(n,`card_sources_measures`)}</th>
        <th scope="col">${i(n,`card_sources_newest`)}</th>
        <th scope="col" class="number">${i(n,`card_sources_day`)}</th>
        ${c?o`<th scope="col" class="number signal">${i(n,`card_sources_signal`)}</th>`:e}
      </tr>
    </thead>
    <tbody>
      ${a.vitals.map(e=>ea(t,n,r,a,e,s,c))}
    </tbody>
  </table>`}function ea(t,n,r,a,s,c,u){let d=Hi(t,n,r,a,s),f=e=>A(t,e,0);return o`<tr>
    <th scope="row">
      ${l(n,s.vital)}
      ${s.rejected_24h===0?e:o`<span class="refused">
              ${i(n,`card_sources_refused_count`,{count:f(s.rejected_24h)})}
            </span>`}
    </th>
    <td>
      ${d===``?e:o`<bdi>${d}</bdi>`}
      ${s.last===null?o`<span class="note">${i(n,`card_sources_never`)}</span>`:o`<span class="age ${s.fresh?``:`old`}">
              <ha-icon
                .icon=${s.fresh?`mdi:check-circle-outline`:`mdi:clock-alert-outline`}
                aria-hidden="true"
              ></ha-icon>
              <span
                ><span class="spoken">${i(n,s.fresh?`card_current`:`card_old`)}, </span>${Ie(t,Date.parse(s.last),c)}</span
              >
            </span>`}
      ${s.quality===null?e:o`<span class="note signal-below"
              >${i(n,`card_signal`,{quality:f(s.quality)})}</span
            >`}
    </td>
    <td class="number">${f(s.count_24h)}</td>
    ${u?o`<td class="number signal">${s.quality===null?``:`${f(s.quality)} %`}</td>`:e}
  </tr>`}var ta=3e3,na=6e4,ra=class{constructor(e){this.host=e,this.untilMs=0,this.inside=!1,this.used=()=>{this.inside=!0,this.hold(na)},this.left=()=>{this.inside&&(this.inside=this.host.matches(`:focus-within`),this.hold(this.inside?na:ta))},e.addController(this)}get held(){return Date.now()<this.untilMs}release(){this.untilMs=0,this.host.requestUpdate()}hostConnected(){for(let e of[`pointerdown`,`pointermove`,`keydown`,`focusin`,`wheel`])this.host.addEventListener(e,this.used,{passive:!0});for(let e of[`pointerleave`,`focusout`])this.host.addEventListener(e,this.left)}hostDisconnected(){clearTimeout(this.timer)}hold(e){this.untilMs=Date.now()+e,clearTimeout(this.timer),this.timer=setTimeout(()=>{this.host.requestUpdate()},e)}},ia=a`
  :host {
    display: flex;
    flex-direction: column;
    gap: 12px;
    height: auto;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .sort {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 44px;
    padding-inline: 12px;
    text-decoration: underline;
    --mdc-icon-size: 20px;
  }
  .sort[hidden] {
    display: none;
  }
  fieldset {
    display: flex;
    margin: 0;
    padding: 3px;
    border: 0;
    border-radius: 25px;
    background: color-mix(in srgb, var(--primary-text-color) 8%, transparent);
  }
  label {
    position: relative;
    display: inline-flex;
    cursor: pointer;
  }
  input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  label span {
    display: inline-flex;
    align-items: center;
    min-height: 44px;
    padding-inline: 14px;
    border-radius: 22px;
  }
  input:checked + span {
    color: var(--card-background-color, #fff);
    background: var(--primary-text-color);
  }
  input:focus-visible + span {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  .wall {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 272px), 1fr));
    gap: 12px;
  }
`,aa=a`
  :host {
    /* Tiles out of sight cost nothing. */
    content-visibility: auto;
    contain-intrinsic-size: auto 220px;
  }
  article {
    --tone: var(--divider-color, #ccc);
    position: relative;
    display: flex;
    flex-direction: column;
    gap: 10px;
    height: 100%;
    box-sizing: border-box;
    padding: 12px;
    border-radius: 12px;
    border: 1px solid var(--divider-color);
    overflow: hidden;
  }
  article::before {
    content: "";
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    height: 4px;
    background: var(--tone);
  }
  article[data-gravity="good"] {
    --tone: var(--success-color, #43a047);
  }
  article[data-gravity="notice"] {
    --tone: var(--info-color, #039be5);
  }
  article[data-gravity="warning"] {
    --tone: var(--warning-color, #ffa600);
  }
  article[data-gravity="urgent"] {
    --tone: var(--error-color, #db4437);
    background: color-mix(in srgb, var(--tone) 6%, transparent);
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 8px;
  }
  h3 {
    margin: 0;
    min-width: 0;
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .open {
    min-height: 24px;
    font-weight: inherit;
    overflow-wrap: anywhere;
  }
  /* The whole tile is the target; what else can be pressed lies above it. */
  .open::after {
    content: "";
    position: absolute;
    inset: 0;
    border-radius: 12px;
  }
  .open:focus-visible {
    outline: none;
  }
  .open:focus-visible::after {
    outline: 2px solid var(--primary-color);
    outline-offset: -3px;
  }
  article:has(.open:hover) {
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
  }
  .vitals {
    display: grid;
    gap: 2px;
    line-height: 1.3;
  }
  .vitals li {
    display: flex;
    align-items: baseline;
    gap: 8px;
  }
  .vitals .name {
    flex: 1;
    min-width: 0;
  }
  .vitals .age {
    flex: 0 0 62px;
  }
  .name {
    color: var(--secondary-text-color);
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  .value {
    font-size: var(--ha-font-size-xl, 20px);
    font-variant-numeric: tabular-nums;
    text-align: end;
    white-space: nowrap;
  }
  .unit,
  .age {
    font-size: var(--ha-font-size-s, 12px);
    color: var(--secondary-text-color);
  }
  .age {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    white-space: nowrap;
    --mdc-icon-size: 14px;
  }
  .old .age,
  .old .value {
    color: var(--primary-text-color);
  }
  .old .value {
    font-style: italic;
  }
  .alert {
    --tone: var(--info-color, #039be5);
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    margin-block-start: auto;
    padding: 8px 10px;
    border-radius: 8px;
    background: color-mix(in srgb, var(--tone) 14%, transparent);
    pointer-events: none;
  }
  .alert[data-gravity="warning"] {
    --tone: var(--warning-color, #ffa600);
  }
  .alert[data-gravity="urgent"] {
    --tone: var(--error-color, #db4437);
  }
  .alert button {
    pointer-events: auto;
  }
  .said {
    display: grid;
    flex: 1 1 120px;
  }
  .said span {
    font-size: var(--ha-font-size-s, 12px);
  }
  .failure {
    flex-basis: 100%;
  }
`,oa=[`none`,`info`,`warning`,`urgent`,`critical`],sa=[`usual`,`no_data`,`worth_checking`,`urgent`],ca=36e5,la=[ca,24*ca];function ua(e){return[...e.alerts?.open??[]].sort((e,t)=>da(t)-da(e))[0]}function da(e){return 2*oa.indexOf(e.level)+ +(e.acknowledged_by===null)}function fa(e){return Math.max(0,sa.indexOf(e.assessments.overall_status?.band??`no_data`))}function pa(e,t){let n=Object.values(e.current);if(n.some(e=>e.fresh))return 0;let r=Math.max(...n.map(e=>Date.parse(e.measured_at))),i=la.findIndex(e=>t-r<e);return i<0?la.length+1:i+1}function ma(e){return(e.alerts?.open.length??0)>0||fa(e)>=sa.indexOf(`worth_checking`)}function ha(e,t,n){let r=new Intl.Collator(n),i=new Map(e.map(e=>{let n=ua(e),r=n===void 0?-1:da(n);return[e.person_id,[r,fa(e),pa(e,t)]]}));return[...e].sort((e,t)=>{let[n,a]=[i.get(e.person_id)??[],i.get(t.person_id)??[]];return a.map((e,t)=>e-(n[t]??0)).find(e=>e!==0)??(r.compare(e.name,t.name)||e.person_id.localeCompare(t.person_id))})}function ga(e,t,n){if(!n?.length)return{people:[...t.values()],missing:0};let r=n.map(n=>t.get(v(e,n)??``)),i=r.filter(e=>e!==void 0);return{people:[...new Set(i)],missing:r.length-i.length}}function _a(e,t,n){let r=new Set(t);return[...t.filter(e=>n.has(e)),...e.filter(e=>!r.has(e))]}function va(e,t){return t.filter(t=>t in e.current).slice(0,5)}function ya(e,t,n){if(!e)return null;let r=e.replaceAll(`{person_id}`,encodeURIComponent(t.person_id)).replaceAll(`{name}`,Ue(t.name)).replaceAll(`{device_id}`,encodeURIComponent(t.device_id??``));return r.startsWith(`/`)?r:`/${n.split(`/`)[1]??``}/${r}`}function ba(e,t,n,r,i){let a={ArrowRight:i?-1:1,ArrowLeft:i?1:-1,ArrowDown:r,ArrowUp:-r,Home:-t,End:n-1-t}[e];if(a===void 0)return null;let o=t+a;return o>=0&&o<n?o:t}function xa(e,t,n){let[r,i]=Re(t,n);return r===0?``:ke(e.locale.language,{style:`unit`,unit:i,unitDisplay:`short`}).format(r)}function Sa(e,t,n){let r=n,i=new Map;for(let[n,a]of t.people){let t=e?.people.get(n),o=t!==void 0&&t!==a&&r--<=0;i.set(n,o?t:a)}return r<0?{...t,people:i,complete:!1}:t}var Ca=class extends ee{constructor(...e){super(...e),this.vitals=[],this.entry=!1,this.path=null,this.tick=0,this.sender=new ie(this,()=>({hass:this.hass,localize:this.localize})),this.open=()=>{let{hass:e,person:t,path:n}=this;if(e===void 0||t===void 0)return;if(n!==null){history.pushState(null,``,n),window.dispatchEvent(new CustomEvent(`location-changed`,{detail:{replace:!1}}));return}let r=_(e,t.device_id,`overall_status`);if(r===void 0)return;let i={entityId:r};this.dispatchEvent(new CustomEvent(`hass-more-info`,{detail:i,bubbles:!0,composed:!0}))}}focus(){this.shadowRoot?.querySelector(`.open`)?.focus()}render(){let{hass:t,localize:n,person:r}=this;if(t===void 0||n===void 0||r===void 0)return e;let a=Date.now(),s=O(r,n),c=ze(t,n,r,va(r,this.vitals)),l=ua(r);return o`<article data-gravity=${s.gravity}>
      <div class="top">
        <h3>${this.name(r)}</h3>
        <healthsense-status .gravity=${s.gravity} .label=${s.label}></healthsense-status>
      </div>
      ${c.length===0?o`<p class="note">
              ${i(n,Object.keys(r.current).length===0?`card_no_readings`:`card_wall_no_readings`)}
            </p>`:o`<ul class="vitals" role="list">
              ${c.map(e=>wa(t,n,e,a))}
            </ul>`}
      ${l===void 0?e:this.alert(t,n,r,l,a)}
    </article>`}name(e){return o`<button class="open" tabindex=${this.entry?0:-1} @click=${this.open}>
      <bdi>${e.name}</bdi>
    </button>`}alert(t,n,r,a,s){let c=this.sender.failed.get(a.id),l=(r.alerts?.open.length??1)-1,u=i(n,`notice_action_acknowledge`),f=d(n,a.cause),p=a.acknowledged_by_name??i(n,`notice_somebody`);return o`<div class="alert" data-gravity=${Be(a.level)}>
      <div class="said">
        <strong>${f}</strong>
        <span>
          ${y(n,a.level)} ·
          ${i(n,`card_since`,{time:D(t,a.raised??a.began,s)})}
        </span>
        ${a.test?o`<span>${i(n,`notice_test`)}</span>`:e}
        ${a.acknowledged_by===null?e:o`<span>${i(n,`notice_acknowledged`,{who:p})}</span>`}
        ${l>0?o`<span>${i(n,`card_wall_more_alerts`,{count:l})}</span>`:e}
      </div>
      ${a.acknowledged_by===null?o`<div class="actions">
              <button
                class="main"
                aria-label="${u}: ${r.name}, ${f}"
                ?disabled=${this.sender.busy.has(a.id)}
                @click=${()=>void this.sender.send(r.person_id,a.id,{do:`acknowledge`})}
              >
                ${u}
              </button>
            </div>`:e}
      ${c===void 0?e:o`<p class="failure" role="alert">${c}</p>`}
    </div>`}},Q=(Ca.styles=[E,aa],Ca);g([c({attribute:!1,hasChanged:Oe})],Q.prototype,`hass`,void 0),g([c({attribute:!1})],Q.prototype,`localize`,void 0),g([c({attribute:!1})],Q.prototype,`person`,void 0),g([c({attribute:!1})],Q.prototype,`vitals`,void 0),g([c({type:Boolean})],Q.prototype,`entry`,void 0),g([c({attribute:!1})],Q.prototype,`path`,void 0),g([c({attribute:!1})],Q.prototype,`tick`,void 0),Q=g([p(`healthsense-wall-tile`)],Q);function wa(e,t,n,r){let{fresh:a,measured_at:s}=n.reading,c=Date.parse(s);return o`<li class=${a?``:`old`}>
    <span class="name">${n.name}</span>
    <bdi class="value"
      >${n.shown.text}${n.shown.unit===``?``:o` <span class="unit">${n.shown.unit}</span>`}</bdi
    >
    <span class="age">
      <ha-icon .icon=${a?`mdi:check-circle-outline`:`mdi:clock-alert-outline`} aria-hidden="true"></ha-icon>
      <bdi aria-hidden="true">${xa(e,c,r)}</bdi>
      <span class="spoken">${i(t,a?`card_current`:`card_old`)}, ${Ie(e,c,r)}</span>
    </span>
  </li>`}var Ta,Ea=1500,Da=10,Oa=50,ka=10,Aa={all:`card_wall_all`,attention:`card_wall_attention`},$=(Ta=class extends w{constructor(...e){super(...e),this.filter=`all`,this.tick=0,this.hold=new ra(this),this.frame=0,this.drawnMs=-1/0,this.room=0,this.shown=[],this.entry=``,this.known=null,this.news=``,this.draw=e=>{let{pending:t}=this,n=e-this.drawnMs<Oa;!n&&t!==void 0&&(this.drawnMs=e,this.live=Sa(this.live,t,ka),this.room+=ka);let r=n||this.live!==t||this.room<(t?.people.size??0);this.frame=r?requestAnimationFrame(this.draw):0},this.sort=()=>{this.hold.release()},this.onFilter=e=>{this.filter=e.target.value,this.hold.release()},this.onFocus=e=>{let t=e.target.closest(`li`)?.dataset.id;t!==void 0&&t!==this.entry&&(this.entry=t,this.requestUpdate())},this.onKey=e=>{let t=[...this.renderRoot.querySelectorAll(`.wall > li`)],n=t.findIndex(t=>t.contains(e.target)),r=t[0]?.offsetTop,i=t.filter(e=>e.offsetTop===r).length,a=ba(e.key,n,t.length,i,getComputedStyle(this).direction===`rtl`);n<0||a===null||(e.preventDefault(),t[a]?.querySelector(`healthsense-wall-tile`)?.focus())}}connectedCallback(){super.connectedCallback(),this.clock=setInterval(()=>this.tick+=1,Ea),this.follow()}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.clock),cancelAnimationFrame(this.frame),this.frame=0,this.followed?.leave(),this.followed=void 0}willUpdate(e){e.has(`hass`)&&this.follow(),e.has(`live`)&&this.listen()}follow(){let e=this.hass?.connection;if(e===void 0||!this.isConnected||e===this.followed?.connection)return;this.followed?.leave();let t=se(e).follow(e=>{this.pending=e,this.frame||=requestAnimationFrame(this.draw)});this.followed={connection:e,leave:t}}listen(){let{localize:e,live:t}=this;if(e===void 0||!t?.complete)return;let n=[...t.people.values()].flatMap(e=>(e.alerts?.open??[]).map(t=>({person:e,alert:t,id:`${e.person_id} ${t.id} ${t.level}`}))),r=this.known;if(this.known=new Set(n.map(e=>e.id)),r===null)return;let i=n.filter(e=>!r.has(e.id)).map(({person:t,alert:n})=>[t.name,d(e,n.cause),y(e,n.level)].join(`, `));i.length>0&&(this.news=i.join(`. `))}render(){let{hass:t,localize:n,config:r,live:a}=this;if(t===void 0||n===void 0||r===void 0)return e;if(a===void 0||a.people.size===0&&!(a.complete&&a.connected&&a.failure===null))return T(ja(a,n));let{people:s,missing:c}=ga(t,a.people,r.devices);if(s.length===0)return T(i(n,`card_wall_nobody`));let l=ha(s,Date.now(),t.language),u=l.filter(ma),d=(this.filter===`all`?l:u).map(e=>e.person_id),f=new Map(s.map(e=>[e.person_id,e]));this.shown=this.hold.held&&this.shown.length>0?_a(d,this.shown,new Set(f.keys())):d;let p=this.shown.some((e,t)=>e!==d[t])||this.shown.length!==d.length;return this.shown.includes(this.entry)||(this.entry=this.shown[0]??``),o`
      ${this.head(n,{all:s.length,attention:u.length},p)} ${Ma(a,n)}
      <p class="spoken" role="status">${this.news}</p>
      ${this.shown.length===0?T(i(n,`card_wall_calm`)):o`<ul class="wall" role="list" @keydown=${this.onKey} @focusin=${this.onFocus}>
              ${oe(this.shown.slice(0,this.room),e=>e,(e,i)=>this.tile(t,n,r,f.get(e),i))}
            </ul>`}
      ${Na(n,s.length-this.shown.length,c)}
    `}head(e,t,n){return o`<div class="head">
      <h2>${i(e,`card_wall_title`)}</h2>
      <div class="tools">
        <button class="sort" ?hidden=${!n} @click=${this.sort}>
          <ha-icon .icon=${`mdi:sort`} aria-hidden="true"></ha-icon>${i(e,`card_wall_sort`)}
        </button>
        <fieldset>
          <legend class="spoken">${i(e,`card_wall_filter`)}</legend>
          ${Object.entries(Aa).map(([n,r])=>o`<label>
                <input
                  type="radio"
                  name="filter"
                  .value=${n}
                  .checked=${this.filter===n}
                  @change=${this.onFilter}
                /><span>${i(e,r,{count:t[n]})}</span>
              </label>`)}
        </fieldset>
      </div>
    </div>`}tile(t,n,r,i,a){return i===void 0?e:o`<li data-id=${i.person_id}>
      <healthsense-wall-tile
        .hass=${t}
        .localize=${n}
        .person=${i}
        .vitals=${r.vitals?.length?r.vitals:fe}
        .path=${ya(r.person_path,i,location.pathname)}
        .entry=${i.person_id===this.entry}
        .tick=${Math.floor((this.tick+a%Da)/Da)}
      ></healthsense-wall-tile>
    </li>`}},Ta.styles=[E,ia],Ta);g([c({attribute:!1})],$.prototype,`config`,void 0),g([s()],$.prototype,`live`,void 0),g([s()],$.prototype,`filter`,void 0),g([s()],$.prototype,`tick`,void 0),g([s()],$.prototype,`room`,void 0),$=g([p(`healthsense-wall-body`)],$);function ja(e,t){return e?.connected===!1?i(t,`card_no_connection`):e?.failure?x(e.failure,t):i(t,`card_waiting`)}function Ma(t,n){return t.connected&&t.failure===null?e:o`<p class="banner" role="status">${ja(t,n)} ${i(n,`card_wall_known`)}</p>`}function Na(t,n,r){return n<=0&&r===0?e:o`<p class="note">
    ${n>0?o`<span>${i(t,`card_wall_hidden`,{count:n})}</span>`:e}
    ${r>0?o`<span>${i(t,`card_wall_missing`,{count:r})}</span>`:e}
  </p>`}