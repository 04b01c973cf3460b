import{B as e,C as t,F as n,G as r,H as i,I as a,L as o,R as s,T as c,W as l,c as u,z as d}from"./form.js";import{A as f,C as p,D as m,E as h,F as g,M as _,N as v,S as y,T as b,j as x,w as S,y as C}from"./view.js";var w=2e3,T=3e4,E=class{constructor(e){this.host=e,this.failure=null,this.busy=!1,this.about=``,this.detail=``,this.attempt=0,this.retryMs=w,this.away=!1,this.again=()=>{clearTimeout(this.timer),this.ask()},e.addController(this)}want(e,t,n,r){this.fetch=r,(e!==this.connection||t!==this.about||n!==this.detail)&&(e!==this.connection&&(this.leave(),this.connection=e,this.away||e.addEventListener(`ready`,this.again)),t!==this.about&&(this.value=void 0,this.failure=null,this.retryMs=w),this.about=t,this.detail=n,this.away||this.again())}async ask(){if(this.fetch===void 0)return;let e=++this.attempt;this.busy=!0;try{let t=await this.fetch();if(e!==this.attempt)return;this.value=t,this.failure=null,this.retryMs=w}catch(n){if(e!==this.attempt)return;this.failure=t(n),c(this.failure)?this.timer=setTimeout(this.again,this.retryMs):this.value=void 0,this.retryMs=Math.min(this.retryMs*2,T)}this.busy=!1,this.host.requestUpdate()}hostConnected(){this.away=!1,this.connection!==void 0&&(this.connection.addEventListener(`ready`,this.again),this.again())}hostDisconnected(){this.away=!0,this.leave()}leave(){clearTimeout(this.timer),this.attempt+=1,this.connection?.removeEventListener(`ready`,this.again)}},D=class extends d{};u([o({attribute:!1,hasChanged:g})],D.prototype,`hass`,void 0),u([o({attribute:!1})],D.prototype,`localize`,void 0);var O=class extends D{};u([o({attribute:!1})],O.prototype,`person`,void 0);var k=3e5,A=class{constructor(e){this.host=e,this.range=null,this.span={startMs:0,endMs:0},this.now=!0,this.onChanged=e=>{this.set(e.detail),this.host.requestUpdate()},this.move=()=>{this.now&&this.range!==null&&(this.span=_(this.range,Date.now()),this.host.requestUpdate())},e.addController(this)}begin(e){e!==this.configured&&(this.configured=e,this.set({range:e,span:_(e,Date.now()),now:!0}))}set({range:e,span:t,now:n}){this.range=e,this.span=t,this.now=n}hostConnected(){this.timer=setInterval(this.move,k)}hostDisconnected(){clearInterval(this.timer)}},j,M={hour:`card_range_hour`,day:`card_range_day`,week:`card_range_week`,month:`card_range_month`,year:`card_range_year`},N=864e5,P=2*N,F=36e4,I={ArrowRight:1,ArrowDown:1,ArrowLeft:-1,ArrowUp:-1};function L(e,t){return n(e,M[t])}function R(e,{startMs:t,endMs:n},r){let i=h(e),a={day:`numeric`,month:`short`},o=V(r,i);return(V(t,i)!==o||V(n-1,i)!==o)&&(a.year=`numeric`),n-t<P&&!z({startMs:t,endMs:n},i)?b(e,{...a,hour:`numeric`,minute:`2-digit`}).formatRange(t,n):b(e,a).formatRange(t,n-1)}function z({startMs:e,endMs:t},n){return[e,t].every(e=>y(e,n)!==y(e-1,n))}function B(e,t,n){if(!z(e,n))return x(e,t);let[r,i]=[m(e.startMs,n),m(e.endMs,n)],a=t*Math.round((i-r)/N)*N;return{startMs:S(r+a,n),endMs:S(i+a,n)}}function V(e,t){return y(e,t).slice(0,4)}function H({startMs:e,endMs:t},n){return t>=n-Math.min(F,(t-e)/2)}var U=(j=class extends d{constructor(...e){super(...e),this.span=_(`day`,Date.now()),this.range=`day`,this.ranges=f,this.choosing=!1,this.wrong=!1,this.onKey=e=>{let t=getComputedStyle(this).direction===`rtl`&&e.key.startsWith(`Arrow`),n=e.key===`ArrowLeft`||e.key===`ArrowRight`,r=(I[e.key]??0)*(t&&n?-1:1);if(r===0)return;e.preventDefault();let i=this.range===null?-1:this.ranges.indexOf(this.range),a=this.ranges[(Math.max(i,0)+r+this.ranges.length)%this.ranges.length];a!==void 0&&(this.choose(a),this.updateComplete.then(()=>{this.renderRoot.querySelector(`[data-range="${a}"]`)?.focus()}))},this.onDays=()=>{let{hass:e}=this;if(e===void 0)return;let t=h(e),[n,r]=[...this.renderRoot.querySelectorAll(`input`)].map(e=>p(e.value,t));if(this.wrong=typeof n!=`number`||typeof r!=`number`||r<n,this.wrong||typeof n!=`number`||typeof r!=`number`)return;let i=p(y(r+1.5*N,t),t)??r+N;this.tell(null,{startMs:n,endMs:i})}}tell(e,t,n=!1){let r={range:e,span:t,now:n};this.dispatchEvent(new CustomEvent(`range-changed`,{detail:r,bubbles:!0,composed:!0}))}choose(e){this.choosing=!1,this.tell(e,_(e,Date.now()),!0)}step(e){if(this.hass===void 0)return;let t=B(this.span,e,h(this.hass)),n=Date.now();H(t,n)&&this.range!==null?this.tell(this.range,_(this.range,n),!0):this.tell(this.range,t)}render(){let{hass:t,localize:r}=this;if(t===void 0||r===void 0)return e;let a=Date.now(),o=H(this.span,a);return i`
      <div class="lengths" role="radiogroup" aria-label=${n(r,`card_range`)} @keydown=${this.onKey}>
        ${this.ranges.map((e,t)=>this.length(r,e,t===0))}
      </div>
      <div class="where">
        ${this.button(`mdi:chevron-left`,n(r,`card_range_previous`),()=>{this.step(-1)})}
        <span class="span" aria-live="polite"><bdi>${R(t,this.span,a)}</bdi></span>
        ${this.button(`mdi:chevron-right`,n(r,`card_range_next`),()=>{this.step(1)},o)}
        ${this.button(`mdi:calendar-range`,n(r,`card_range_days`),()=>{this.choosing=!this.choosing})}
      </div>
      ${this.choosing?this.days(t,r,a):e}
    `}length(e,t,n){let r=this.range===t;return i`<button
      role="radio"
      data-range=${t}
      aria-checked=${r?`true`:`false`}
      tabindex=${r||this.range===null&&n?0:-1}
      @click=${()=>{this.choose(t)}}
    >
      ${L(e,t)}
    </button>`}button(e,t,n,r=!1){return i`<button class="icon" aria-label=${t} title=${t} ?disabled=${r} @click=${n}>
      <ha-icon .icon=${e} aria-hidden="true"></ha-icon>
    </button>`}days(t,r,a){let o=h(t),s=(e,t)=>i`<label
        >${e}<input
          type="date"
          .value=${y(t,o)}
          max=${y(a,o)}
          aria-invalid=${this.wrong?`true`:`false`}
          @change=${this.onDays}
      /></label>`;return i`<div class="days">
      ${s(n(r,`card_range_from`),this.span.startMs)}
      ${s(n(r,`card_range_to`),this.span.endMs-1)}
      ${this.wrong?i`<p role="alert">${n(r,`card_range_wrong`)}</p>`:e}
    </div>`}},j.styles=[v,r`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 12px;
        height: auto;
      }
      .lengths {
        display: flex;
        border-radius: 20px;
        background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
      }
      .lengths button {
        min-height: 40px;
        min-width: 24px;
        padding: 0 clamp(8px, 1.5cqi, 14px);
        border-radius: 20px;
        font-size: var(--ha-font-size-m, 14px);
        text-align: center;
      }
      .lengths [aria-checked="true"] {
        color: var(--card-background-color, #fff);
        background: var(--primary-text-color);
        font-weight: var(--ha-font-weight-medium, 500);
      }
      .where {
        display: flex;
        align-items: center;
        flex: 1 1 auto;
      }
      .span {
        flex: 1;
        text-align: center;
        text-wrap: balance;
        font-size: var(--ha-font-size-m, 14px);
        font-variant-numeric: tabular-nums;
      }
      .icon {
        display: inline-grid;
        place-items: center;
        width: 44px;
        height: 44px;
        flex: none;
        border-radius: 50%;
      }
      .icon:disabled {
        cursor: default;
        opacity: 0.35;
      }
      :host(:dir(rtl)) .icon:not(:last-child) ha-icon {
        transform: scaleX(-1);
      }
      .days {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        flex-basis: 100%;
      }
      label {
        display: grid;
        gap: 2px;
        color: var(--secondary-text-color);
        font-size: var(--ha-font-size-s, 12px);
      }
      input {
        font: inherit;
        font-size: var(--ha-font-size-m, 14px);
        color: var(--primary-text-color);
        background: var(--card-background-color, transparent);
        min-height: 44px;
        padding: 0 8px;
        border: 1px solid var(--secondary-text-color);
        border-radius: 8px;
        color-scheme: light dark;
      }
      input:focus-visible {
        outline: 2px solid var(--primary-color);
        outline-offset: 2px;
      }
      [role="alert"] {
        flex-basis: 100%;
      }
    `],j);u([o({attribute:!1})],U.prototype,`hass`,void 0),u([o({attribute:!1})],U.prototype,`localize`,void 0),u([o({attribute:!1})],U.prototype,`span`,void 0),u([o({attribute:!1})],U.prototype,`range`,void 0),u([o({attribute:!1})],U.prototype,`ranges`,void 0),u([a()],U.prototype,`choosing`,void 0),u([a()],U.prototype,`wrong`,void 0),U=u([s(`healthsense-range`)],U);async function W(e,t,n){return(await e.sendMessagePromise({type:`call_service`,domain:`healthsense`,service:t,service_data:n,return_response:!0})).response}var G=100;function K(e,t,r){let a=r.figures.calibration_table,o=Math.max(...a.flatMap(([e,t])=>[e,t]))*1.05,s=e=>e/o*G,c=e=>G-e/o*G,u=t=>`${C(e,t*100,1)} %`;return i`<details>
    <summary>${n(t,`card_models_calibration`)}</summary>
    <div class="calibration">
      <svg viewBox="-2 -2 104 104" role="img" aria-label=${n(t,`card_models_calibration_help`)}>
        <path class="frame" d="M0 0V${G}H${G}" />
        <path class="even" d="M0 ${G}L${G} 0" />
        ${a.map(([e,t])=>l`<circle cx=${s(e)} cy=${c(t)} r="2.6" />`)}
      </svg>
      <table>
        <caption>
          ${n(t,`card_models_calibration_help`)}
        </caption>
        <thead>
          <tr>
            <th scope="col">${n(t,`card_models_predicted`)}</th>
            <th scope="col">${n(t,`card_models_observed`)}</th>
            <th scope="col">${n(t,`card_models_people`)}</th>
          </tr>
        </thead>
        <tbody>
          ${a.map(([t,n,r])=>i`<tr>
                <td><bdi>${u(t)}</bdi></td>
                <td><bdi>${u(n)}</bdi></td>
                <td>${C(e,r,0)}</td>
              </tr>`)}
        </tbody>
      </table>
    </div>
  </details>`}function q(e,{value:t,lower:n,upper:r},i){let[a,o,s]=[t,n,r].map(t=>C(e,t,i,i));return`${a} (${o} – ${s})`}var J={logistic_regression:`card_models_logistic_regression`,random_forest:`card_models_random_forest`,svm_rbf:`card_models_svm_rbf`},Y={people:`card_models_rows_people`,hours:`card_models_rows_hours`,spots:`card_models_rows_spots`};function X(e,{kind:t,algorithm:r}){let i=J[t];return i!==void 0&&n(e,i)||r.family}function Z(e,t,{data:r}){let i=C(e,r.n,0),a=Y[r.rows];return a!==void 0&&n(t,a,{n:i})||`${i} ${r.rows}`}function Q({data:e}){return(e.period.split(`,`)[0]??``).replace(/(\d)-(?=\d)/g,`$1–`)}function $(e,{figures:t}){return t.prevalence===void 0?null:C(e,t.prevalence,3,3)}function ee(e,t,r){let{auc:i,auprc:a,brier:o,calibration_slope:s,ece:c,conformal:l}=r.figures,u=t=>`${C(e,t*100,1)} %`,d=[{name:`AUROC`,help:n(t,`card_models_auc_help`),text:q(e,i,2)},{name:`AUPRC`,help:n(t,`card_models_auprc_help`,{guess:$(e,r)??`–`}),text:a===void 0?n(t,`card_models_not_measured`):q(e,a,3)},{name:n(t,`card_models_slope`),help:n(t,`card_models_slope_help`),text:q(e,s,2)},{name:n(t,`card_models_ece`),help:n(t,`card_models_ece_help`,{perfect:u(r.figures.ece_if_perfect_p95)}),text:`${u(c.value)} (${u(c.lower)} – ${u(c.upper)})`},{name:n(t,`card_models_brier`),help:n(t,`card_models_brier_help`,{always:C(e,r.figures.brier_of_prevalence,3)}),text:q(e,o,3)},{name:n(t,`card_models_undecided`),help:n(t,`card_models_undecided_help`),text:u(l.shares.both+l.shares.empty)}];return r.refused_share!==void 0&&d.push({name:n(t,`card_models_refused`),help:n(t,`card_models_refused_help`),text:u(r.refused_share)}),d}function te(e,t){let n=Date.parse(`${t}T00:00:00Z`);return Number.isNaN(n)?t:b(e,{dateStyle:`medium`,timeZone:`UTC`}).format(n)}function ne(t,r,{card:a,document:o}){let{data:s,figures:c}=a,l=[[n(r,`card_models_version`),`${a.version} · ${a.name} · ${te(t,a.trained_on)}`],[n(r,`card_models_kind`),X(r,a)],[n(r,`card_models_data`),`${s.source}, ${s.period}. ${s.licence}`,`en`],[n(r,`card_models_people`),n(r,`card_models_with`,{n:Z(t,r,a),events:C(t,s.events,0)})]];return i`<div class="sheet">
    ${t.language.startsWith(`en`)?e:i`<p class="note">${n(r,`card_models_english`)}</p>`}
    <p lang="en">${a.question}.</p>
    <dl>
      ${l.map(([t,n,r])=>i`<div>
            <dt>${t}</dt>
            <dd lang=${r??e}>${n}</dd>
          </div>`)}
    </dl>
    <table>
      <caption>
        ${n(r,`card_models_figures`)}
      </caption>
      <tbody>
        ${ee(t,r,a).map(e=>i`<tr>
              <th scope="row">${e.name}<span class="note block">${e.help}</span></th>
              <td><bdi>${e.text}</bdi></td>
            </tr>`)}
      </tbody>
    </table>
    ${K(t,r,a)}
    <h4>${n(r,`card_models_for`)}</h4>
    <p lang="en">${c.card.use}</p>
    <h4>${n(r,`card_models_not_for`)}</h4>
    <ul class="plain" lang="en">
      ${c.card.non_use.map(e=>i`<li>${e}</li>`)}
    </ul>
    <h4>${n(r,`card_models_limits`)}</h4>
    <ul class="plain" lang="en">
      ${c.card.limits.map(e=>i`<li>${e}</li>`)}
    </ul>
    <p class="note hash" lang="en">SHA-256 ${a.content_sha256}</p>
    <p>
      <a href=${o} hreflang="en" target="_blank" rel="noreferrer noopener"
        >${n(r,`card_models_whole`)}</a
      >
    </p>
  </div>`}var re=r`
  .sheet {
    display: grid;
    gap: 12px;
    padding: 12px 16px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
    font-size: var(--ha-font-size-m, 14px);
    overflow-wrap: anywhere;
  }
  .sheet dl {
    display: grid;
    gap: 8px;
  }
  h4 {
    margin: 0;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .plain {
    display: grid;
    gap: 4px;
    padding-inline-start: 20px;
    list-style: disc;
  }
  .sheet h4 + * {
    margin-block-start: -8px;
  }
  .sheet td {
    font-variant-numeric: tabular-nums;
    text-align: end;
    padding-inline-end: 0;
    min-inline-size: 9ch;
  }
  .sheet th {
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .sheet thead th,
  .sheet tbody td:first-child {
    text-align: start;
  }
  .sheet thead th:not(:first-child) {
    text-align: end;
  }
  .block {
    display: block;
    font-weight: var(--ha-font-weight-normal, 400);
  }
  .sheet .note,
  .sheet dt,
  .sheet caption {
    /* On the tinted ground the theme's second colour would be too faint. */
    color: color-mix(in srgb, var(--primary-text-color) 75%, var(--secondary-text-color));
  }
  .hash {
    font-family: var(--ha-font-family-code, monospace);
  }
  summary {
    min-height: 32px;
    display: list-item;
    cursor: pointer;
    font-weight: var(--ha-font-weight-medium, 500);
    padding-block: 6px;
  }
  summary:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  .calibration {
    display: grid;
    grid-template-columns: minmax(120px, 220px) minmax(180px, 1fr);
    gap: 12px 20px;
    align-items: start;
  }
  .calibration svg {
    inline-size: 100%;
  }
  .calibration circle {
    fill: var(--primary-color);
    stroke: var(--primary-text-color);
    stroke-width: 0.6;
  }
  .frame,
  .even {
    fill: none;
    stroke: var(--primary-text-color);
    stroke-width: 0.7;
  }
  .even {
    stroke-dasharray: 3 3;
  }
  a {
    color: var(--primary-text-color);
    text-underline-offset: 3px;
  }
  @container (max-width: 460px) {
    .calibration {
      grid-template-columns: 1fr;
    }
  }
`;export{Z as a,W as c,O as d,E as f,X as i,A as l,ne as n,q as o,$ as r,Q as s,re as t,D as u};