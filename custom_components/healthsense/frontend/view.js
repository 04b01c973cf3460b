import{D as e,F as t,G as n,H as r,I as i,L as a,M as o,O as s,P as c,R as l,_ as u,a as d,c as f,d as p,j as m,k as h,p as g,r as _,t as v,u as ee,y as te,z as y}from"./form.js";var ne=15e3;function b(e,t){return t?.connection!==e.connection||t.language!==e.language||t.locale!==e.locale||t.localize!==e.localize||t.entities!==e.entities||t.devices!==e.devices||t.config!==e.config}var x=class extends y{setConfig(e){this.problem=void 0;try{this.config=this.checked(e)}catch(e){if(!(e instanceof u))throw e;this.config=void 0,this.problem=e}}unset(){let{problem:e,localize:n}=this;return e===void 0||n===void 0?r`<ha-card></ha-card>`:r`<ha-card>
      <section class="problem" role="alert">
        <h2><ha-icon icon="mdi:alert-circle" aria-hidden="true"></ha-icon> ${t(n,`card_config_title`)}</h2>
        <p>${e.inWords(n)}</p>
        <p class="note">${t(n,`card_config_mend`)}</p>
      </section>
    </ha-card>`}connectedCallback(){super.connectedCallback(),this.clock=setInterval(()=>{this.requestUpdate()},ne)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.clock)}willUpdate(e){e.has(`hass`)&&this.loadWords()}async loadWords(){let{hass:e}=this;if(e!==void 0)try{let t=await m(e);e.language===this.hass?.language&&(this.localize=t)}catch{}}more(e){let t={entityId:e};this.dispatchEvent(new CustomEvent(`hass-more-info`,{detail:t,bubbles:!0,composed:!0}))}};f([a({attribute:!1,hasChanged:b})],x.prototype,`hass`,void 0),f([i()],x.prototype,`config`,void 0),f([i()],x.prototype,`localize`,void 0),f([i()],x.prototype,`problem`,void 0);function re(e){return r`<p class="message" role="status">${e}</p>`}var ie=n`
  :host {
    display: block;
    height: 100%;
  }
  ha-card {
    height: 100%;
    container-type: inline-size;
  }
  section {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding: 16px;
  }
  h2,
  h3,
  p,
  dl,
  dd,
  ul {
    margin: 0;
    padding: 0;
  }
  h2 {
    font-size: var(--ha-font-size-xl, 20px);
    font-weight: var(--ha-font-weight-medium, 500);
    line-height: 1.3;
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  ul {
    list-style: none;
  }
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 12px;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    text-align: start;
    cursor: pointer;
    border-radius: 8px;
  }
  button:focus-visible,
  a:focus-visible,
  [tabindex]:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  button:disabled {
    cursor: progress;
    opacity: 0.6;
  }
  .note {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  .banner {
    padding: 8px 12px;
    border-radius: 8px;
    background: color-mix(in srgb, var(--info-color, #039be5) 15%, transparent);
  }
  .message {
    padding: 8px 0;
  }
  section.problem {
    padding: 16px;
  }
  .problem ha-icon {
    color: var(--error-color, #db4437);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .actions button {
    min-height: 44px;
    padding: 0 16px;
    border: 1px solid var(--primary-text-color);
    border-radius: 22px;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .actions button.main {
    color: var(--card-background-color, #fff);
    background: var(--primary-text-color);
  }
  .failure {
    font-weight: var(--ha-font-weight-medium, 500);
  }

  table {
    width: 100%;
    border-collapse: collapse;
  }
  caption {
    text-align: start;
    padding-block-end: 4px;
  }
  caption,
  dt {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  th,
  td {
    padding: 4px 0;
    padding-inline-end: 8px;
    text-align: start;
    font-weight: inherit;
    vertical-align: top;
  }
`,ae=[`hour`,`day`,`week`,`month`,`year`],S=36e5,C=24*S,oe={hour:S,day:C,week:7*C,month:30*C,year:365*C};function se(e,t){return{startMs:t-oe[e],endMs:t}}function ce({startMs:e,endMs:t},n){let r=n*(t-e);return{startMs:e+r,endMs:t+r}}var w=[`heart_rate`,`spo2`,`systolic`,`diastolic`,`respiratory_rate`,`temperature`,`glucose`,`weight`,`resting_heart_rate`,`hrv_rmssd`,`hrv_sdnn`,`perfusion_index`,`body_fat`,`waist`,`steps`,`distance`,`active_energy`,`sleep_duration`,`walking_speed`],le=[`news2`,`bp_category_esc`,`bp_category_acc`,`diabetes_risk`,`heart_disease_risk`,`hypoxia_risk`,`vitals_anomaly`,`illness_signal`,`qsofa`,`shock_index`,`fever`,`map`,`pulse_pressure`,`heart_rate_trend`,`heart_rate_deviation`,`spo2_trend`,`spo2_deviation`,`bmi`,`data_quality`];function T(e){let t=new Map;return(n,r)=>{let i=JSON.stringify([n,r]),a=t.get(i);return a===void 0&&t.set(i,a=e(n,r)),a}}var E=T((e,t)=>new Intl.NumberFormat(e,t)),ue=T((e,t)=>new Intl.RelativeTimeFormat(e,t)),D=T((e,t)=>new Intl.DateTimeFormat(e,t)),O=864e5;function k(e){return e.locale.time_zone===`server`?e.config.time_zone:new Intl.DateTimeFormat().resolvedOptions().timeZone}function A(e,t){let n=t.hour!==void 0||t.timeStyle!==void 0?de(e.locale.time_format):{};return D(e.locale.language,{...t,...n,timeZone:t.timeZone??k(e)})}function de(e){let t=e===`system`?D(void 0,{hour:`numeric`}).resolvedOptions().hour12:void 0;return e===`12`||t===!0?{hour12:!0}:e===`24`||t===!1?{hourCycle:`h23`}:{}}function j(e,t){if(t===`UTC`)return e;let n={},r=D(`en`,{timeZone:t,hourCycle:`h23`,year:`numeric`,month:`numeric`,day:`numeric`,hour:`numeric`,minute:`numeric`,second:`numeric`});for(let{type:t,value:i}of r.formatToParts(e))n[t]=Number(i);let{year:i=0,month:a=1,day:o=1,hour:s=0,minute:c=0,second:l=0}=n;return Date.UTC(i,a-1,o,s,c,l)+(e%1e3+1e3)%1e3}function M(e,t){let n=e=>j(e,t)-e,[r,i]=[n(e-O),n(e+O)],[a,o]=[e-r,e-i];return r!==i&&n(a)!==r&&n(o)===i?o:a}function fe(e,t){let n=/^\d{4}-\d\d-\d\d$/.test(e)?Date.parse(`${e}T00:00:00Z`):NaN;return Number.isNaN(n)?null:M(n,t)}function N(e,t){return new Date(j(e,t)).toISOString().slice(0,10)}var P={comma_decimal:`en`,decimal_comma:`de`,space_comma:`fr`,quote_decimal:`de-CH`,system:void 0},pe={"°C>°F":[1.8,32,1],"kg>lb":[2.2046226,0,1],"kg>st":[.157473,0,2],"mg/dL>mmol/L":[1/18.0156,0,1],"mmHg>kPa":[.1333224,0,1],"cm>in":[.3937008,0,1],"km>mi":[.6213712,0,2]},F=1,me=new Set([`bpm`,`/min`,`mmHg`,`mg/dL`,`ms`,`steps`,`kcal`,`flights`]),I=60,L=3600,he=24*L;function R(e,t,n=F,r=0){let{number_format:i,language:a}=e.locale,o=i===`none`;return E(i in P?P[i]:o?`en`:a,{minimumFractionDigits:r,maximumFractionDigits:n,useGrouping:!o}).format(t)}function z(e,t){return t===void 0?void 0:pe[`${e}>${t}`]}function B(e,t,n,r,i=F){let a=z(n,r);if(a===void 0||r===void 0)return{text:R(e,t,i),unit:n};let[o,s,c]=a;return{text:R(e,t*o+s,c),unit:r}}function V(e,t){return me.has(t)||e===`spo2`?0:F}function H(e,t,n){let r=n===void 0?void 0:e.states[n]?.attributes.unit_of_measurement;if(typeof r==`string`)return r;if(t===`°C`)return e.config.unit_system.temperature;if(t===`kg`)return e.config.unit_system.mass}function U(e,t){let n=Math.max(0,Math.round((t-e)/1e3));if(n<I)return[0,`second`];let[r,i,a]=[I,L,he].map(e=>Math.round(n/e));return r<60?[r,`minute`]:i<24?[i,`hour`]:[a,`day`]}function ge(e,t,n){let[r,i]=U(t,n);return ue(e.locale.language,{numeric:`auto`}).format(-r,i)}function _e(e,t,n){let r=Date.parse(t),i=k(e),[a,o]=[N(r,i),N(n,i)],s=a.slice(0,4)===o.slice(0,4)?{}:{year:`numeric`};return A(e,{...a===o?{}:{day:`numeric`,month:`short`,...s},hour:`numeric`,minute:`2-digit`}).format(r)}var W,ve={unknown:`mdi:help-circle-outline`,neutral:`mdi:circle-medium`,good:`mdi:check-circle`,notice:`mdi:information`,warning:`mdi:alert`,urgent:`mdi:alert-octagon`},G=(W=class extends y{constructor(...e){super(...e),this.gravity=`unknown`,this.label=``}render(){return r`<ha-icon .icon=${ve[this.gravity]} aria-hidden="true"></ha-icon><span>${this.label}</span>`}},W.styles=n`
    :host {
      --tone: var(--disabled-color, #9e9e9e);
      display: inline-flex;
      align-items: center;
      gap: 6px;
      padding-block: 2px;
      padding-inline: 6px 10px;
      border-radius: 999px;
      /* The word keeps the theme's text colour: its contrast is the theme's, whatever the tone. */
      color: var(--primary-text-color);
      background: color-mix(in srgb, var(--tone) 22%, transparent);
      box-shadow: inset 0 0 0 1px var(--tone);
      font-weight: var(--ha-font-weight-medium, 500);
      --mdc-icon-size: 20px;
    }
    :host([gravity="good"]) {
      --tone: var(--success-color, #43a047);
    }
    :host([gravity="notice"]) {
      --tone: var(--info-color, #039be5);
    }
    :host([gravity="warning"]) {
      --tone: var(--warning-color, #ffa600);
    }
    :host([gravity="urgent"]) {
      --tone: var(--error-color, #db4437);
    }
  `,W);f([a({reflect:!0})],G.prototype,`gravity`,void 0),f([a()],G.prototype,`label`,void 0),G=f([l(`healthsense-status`)],G);var K=[[`day`,86400],[`hour`,3600],[`minute`,60],[`second`,1]];function q(e,t){let n=Math.max(0,Math.round(t)),r=K.findIndex(([,e])=>n>=e),i=n;return K.slice(r<0?K.length-1:r,(r<0?K.length-1:r)+2).flatMap(([t,n],r)=>{let a=Math.floor(i/n);return i-=a*n,r>0&&(a===0||t===`second`)?[]:[new Intl.NumberFormat(e.locale.language,{style:`unit`,unit:t,unitDisplay:`short`}).format(a)]}).join(` `)}var ye=60,be=new Set([`sleep_duration`]),xe=new Set([`steps`,`flights`]);function J(e,t,n,r,i,a,o){if(typeof r==`string`)return{text:c(t,n,r),unit:``};let s=H(e,i,a);if((s??i)===`min`&&i===`min`&&r>=ye&&be.has(n))return{text:q(e,r*60),unit:``};let l=B(e,r,i,s,o);return{...l,unit:xe.has(l.unit)?``:l.unit.replace(/m2$/,`m²`)}}var Se={info:`notice`,warning:`warning`,urgent:`urgent`,critical:`urgent`};function Y(e){return Se[e]}function Ce(e,n){return n.test?t(e,`card_alerts_test`):s(e,n.cause)}function we(e){let t=[`critical`,`urgent`,`warning`,`info`],n=[...e.filter(e=>e.met!==null&&e.suppressed===null)].sort((e,n)=>t.indexOf(e.level)-t.indexOf(n.level));return n.filter((e,t)=>n.findIndex(t=>(t.vital??t.rule)===(e.vital??e.rule))===t)}var Te=`healthsense-person-card`,X=w.slice(0,8),Ee=[`news2`,`bp_category_esc`];function Z(e){let{vitals:t,scores:n}=ee(e);return te({vitals:t,scores:n}),e}function De(e,t){let n=g(e,t);return n&&{config:{type:`custom:healthsense-person-card`,device_id:n.device_id}}}var Oe=_(e=>[v,{name:`vitals`,label:`card_field_vitals`,selector:d(w,e)},{name:`scores`,label:`card_field_scores`,selector:d(le,e)}],Z),Q={usual:`good`,worth_checking:`warning`,urgent:`urgent`},$=[`unknown`,`neutral`,`good`,`notice`,`warning`,`urgent`],ke={news2:{low:`good`,low_medium:`notice`,medium:`warning`,high:`urgent`},bp_category_esc:{non_elevated:`good`,elevated:`notice`,hypertension:`warning`},bp_category_acc:{normal:`good`,elevated:`notice`,stage_1:`warning`,stage_2:`warning`,severe:`urgent`},overall_status:Q};function Ae(e,t){let n=e.assessments.overall_status?.band??`no_data`,r=Q[n]??`unknown`,i=e.alerts?.level??`none`;return i!==`none`&&$.indexOf(Y(i))>$.indexOf(r)?{gravity:Y(i),label:h(t,i)}:{gravity:r,label:je(t,`overall_status`,n)}}function je(t,n,r){return t(`component.healthsense.entity.sensor.${n}.state.${r}`)||e(t,n,`band`,r)}var Me=3e5;function Ne(e,t){if(e===void 0||t===void 0)return!1;let n=Math.abs(Date.parse(e.measured_at)-Date.parse(t.measured_at));return n===0||e.source===t.source&&n<=Me}function Pe(e,n,r,i=X){let a=[],{systolic:s,diastolic:c}=r.current,l=Ne(s,c);for(let s of i.length>0?i:X){let u=r.current[s];if(u===void 0||s===`diastolic`&&l&&i.includes(`systolic`))continue;let d=p(e,r.device_id,s),f=o(n,s),m=V(s,u.unit),h=J(e,n,s,u.value,u.unit,d,m);if(s===`systolic`&&l&&c!==void 0){let r=J(e,n,`diastolic`,c.value,c.unit,d,m);f=t(n,`advice_measure_blood_pressure`),h={text:`${h.text}/${r.text}`,unit:h.unit}}a.push({key:s,name:f,shown:h,reading:u,entityId:d})}return a}function Fe(n,r,i){let{assessment:a,value:s,lower:c,upper:l,band:u,refused:d,unit:f}=i,p={key:a,name:o(r,a),assessment:i};if(d!==null)return{...p,value:``,status:{gravity:`unknown`,label:e(r,a,`refused`,d)}};let m=s===null,h=u===null?void 0:ke[a]?.[u],g=m&&(h??`good`)===`good`?`unknown`:h??`neutral`,_=u===null?null:{gravity:g,label:je(r,a,u)},v=f===``?``:` ${f}`;if(typeof s==`number`)return{...p,value:R(n,s)+v,status:_};if(m&&c!==null&&l!==null){let e={low:R(n,c),high:R(n,l)},i=_!==null&&h!==`urgent`&&c<l?t(r,`card_band_or_more`,{band:_.label}):_?.label;return{...p,value:t(r,`card_between`,e)+v,status:i===void 0?null:{gravity:g,label:i}}}return{...p,value:``,status:_??{gravity:`unknown`,label:t(r,`card_no_answer`)}}}export{ae as A,fe as C,j as D,k as E,b as F,re as I,se as M,ie as N,E as O,x as P,N as S,A as T,z as _,Ee as a,V as b,De as c,we as d,J as f,_e as g,ge as h,Te as i,ce as j,w as k,Ce as l,U as m,Ae as n,Z as o,q as p,Pe as r,Oe as s,Fe as t,Y as u,B as v,M as w,H as x,R as y};