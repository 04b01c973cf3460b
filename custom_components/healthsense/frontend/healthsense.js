import{A as e,B as t,C as n,D as r,E as i,F as a,G as o,H as s,I as c,L as l,M as u,N as d,P as f,R as p,S as m,T as ee,U as te,V as ne,_ as h,a as g,b as _,c as v,d as re,f as y,g as ie,h as ae,j as oe,k as se,l as ce,m as le,n as b,o as x,p as S,r as C,s as ue,t as w,u as T,v as E,w as D,x as O,y as k}from"./form.js";import{A as de,C as fe,E as pe,F as me,I as A,N as j,P as M,a as he,c as ge,d as _e,f as ve,g as N,h as ye,i as be,k as P,l as xe,n as Se,o as Ce,r as we,s as Te,t as Ee,u as De,w as Oe,y as ke}from"./view.js";var Ae=(function(){let e=typeof document<`u`&&document.createElement(`link`).relList;return e&&e.supports&&e.supports(`modulepreload`)?`modulepreload`:`preload`})(),je=function(e,t){return new URL(e,t).href},Me={},Ne=function(e){return e.pathname.endsWith(`.css`)},Pe=function(e,t,n){if(t in e)return e[t];let r=n();if(!r){e[t]=void 0;return}let i=r.then(()=>{e[t]=void 0},n=>{throw e[t]=void 0,n});return e[t]=i,i},Fe=function(e,t,n){let r=Promise.resolve();if(t&&t.length>0){let e,i=document.querySelector(`meta[property=csp-nonce]`),a=i?.nonce||i?.getAttribute(`nonce`);function o(e){return Promise.all(e.map(e=>Promise.resolve(e).then(e=>({status:`fulfilled`,value:e}),e=>({status:`rejected`,reason:e}))))}function s(e){return import.meta.resolve?new URL(import.meta.resolve(e)):new URL(e,import.meta.url)}r=o(t.map(t=>{t=je(t,n);let r=s(t),i=Ne(r);return Pe(Me,r.href,()=>{if(e===void 0){e={all:new Set,styles:new Set};let t=document.getElementsByTagName(`link`);for(let n=t.length-1;n>=0;n--){let r=t[n];e.all.add(r.href),r.rel===`stylesheet`&&e.styles.add(r.href)}}if((i?e.styles:e.all).has(r.href))return;let t=document.createElement(`link`);if(t.rel=i?`stylesheet`:Ae,i||(t.as=`script`),t.crossOrigin=``,t.href=r.href,a&&t.setAttribute(`nonce`,a),document.head.appendChild(t),i)return new Promise((e,n)=>{let i=a=>{t.removeEventListener(`load`,i),t.removeEventListener(`error`,i),a.type===`error`?n(Error(`Unable to preload CSS for ${r}`)):e(a)};t.addEventListener(`load`,i),t.addEventListener(`error`,i)})})}).filter(e=>e!==void 0))}function i(e){let t=new Event(`vite:preloadError`,{cancelable:!0});if(t.payload=e,window.dispatchEvent(t),!t.defaultPrevented)throw e}return r.then(t=>{for(let e of t||[])e.status===`rejected`&&i(e.reason);return e().catch(i)})},Ie={charts:()=>Fe(()=>import(`./charts.js`),[],import.meta.url),pages:()=>Fe(()=>import(`./pages.js`),[],import.meta.url)},Le=5e3,F=class{constructor(e,t){this.host=e,this.name=t,this.ready=!1,this.failed=!1,e.addController(this)}hostConnected(){this.ready||this.load()}hostDisconnected(){clearTimeout(this.timer)}async load(){try{await Ie[this.name](),this.ready=!0,this.failed=!1}catch{this.failed=!0,this.timer=setTimeout(()=>void this.load(),Le)}this.host.requestUpdate()}},Re=2e3,ze=3e4,Be=5e3;function Ve(e,t){if(t.type===`gone`)return null;if(t.type===`snapshot`){let{type:e,...n}=t;return n}if(e===null)return null;let n={...e.current};for(let[e,r]of Object.entries(t.current))r===null?Reflect.deleteProperty(n,e):n[e]=r;return{...e,time:t.time,current:n,assessments:{...e.assessments,...t.assessments},alerts:t.alerts??e.alerts,...t.noted===void 0?{}:{noted:t.noted}}}var He=class{constructor(e,t,n){this.connection=e,this.nothing=t,this.asked=n,this.listeners=new Set,this.leave=null,this.retryMs=Re,this.running=!1,this.attempt=0,this.onReady=()=>{this.retryMs=Re,this.tell({...this._state,connected:!0}),this.subscribe()},this.onDisconnected=()=>{this.attempt+=1,this.leave=null,clearTimeout(this.timer),this.tell({...this._state,connected:!1})},this._state=t}begin(){}taken(){return Promise.resolve({})}get state(){return this._state}follow(e){return this.listeners.add(e),this.running||this.start(),e(this._state),()=>{this.listeners.delete(e),this.listeners.size===0&&setTimeout(()=>{this.stopIfAlone()},Be)}}start(){this.running=!0,this.connection.addEventListener(`ready`,this.onReady),this.connection.addEventListener(`disconnected`,this.onDisconnected),this.connection.connected?this.subscribe():this.tell({...this._state,connected:!1})}stopIfAlone(){if(this.listeners.size>0||!this.running)return;this.running=!1,this.attempt+=1,clearTimeout(this.timer),this.connection.removeEventListener(`ready`,this.onReady),this.connection.removeEventListener(`disconnected`,this.onDisconnected);let e=this.leave;this.leave=null,e?.().catch(()=>void 0),this._state=this.nothing}async subscribe(){let e=++this.attempt;clearTimeout(this.timer),this.begin();try{let t=await this.connection.subscribeMessage(t=>{e===this.attempt&&this.on(t)},{type:`healthsense/subscribe`,...this.asked},{resubscribe:!1});if(e!==this.attempt){t().catch(()=>void 0);return}this.leave=t;let n=await this.taken();e===this.attempt&&this.tell({...this._state,...n})}catch(t){e===this.attempt&&this.failed(n(t))}}failed(e){this.tell({...this._state,failure:e}),ee(e)&&this.connection.connected&&(this.timer=setTimeout(()=>void this.subscribe(),this.retryMs),this.retryMs=Math.min(this.retryMs*2,ze))}on(e){this.retryMs=Re,this.tell({...this._state,...this.after(e),failure:null})}tell(e){this._state=e;for(let t of[...this.listeners])t(e)}},Ue=class extends He{constructor(e,t){super(e,{person:null,connected:!0,gone:!1,failure:null},{person_id:t})}after(e){return{person:Ve(this.state.person,e),gone:e.type===`gone`}}},We=class extends He{constructor(e){super(e,{people:new Map,complete:!1,connected:!0,failure:null},{}),this.spoken=new Set}after(e){let t=e.person_id;this.spoken.add(t);let n=Ve(this.state.people.get(t)??null,e),r=new Map(this.state.people);return n===null?r.delete(t):r.set(t,n),{people:r}}begin(){this.spoken.clear()}async taken(){return await this.connection.sendMessagePromise({type:`ping`}),{people:new Map([...this.state.people].filter(([e])=>this.spoken.has(e))),complete:!0,failure:null}}},Ge=new WeakMap;function Ke(e,t){let n=Ge.get(e);n===void 0&&Ge.set(e,n=new Map);let r=n.get(t);return r===void 0&&n.set(t,r=new Ue(e,t)),r}var qe=new WeakMap;function Je(e){let t=qe.get(e);return t===void 0&&qe.set(e,t=new We(e)),t}var Ye=class extends M{connectedCallback(){super.connectedCallback(),this.follow()}disconnectedCallback(){super.disconnectedCallback(),this.unfollow()}willUpdate(e){super.willUpdate(e),(e.has(`hass`)||e.has(`config`))&&this.follow()}follow(){let e=this.hass?.connection,t=this.hass&&this.config&&ae(this.hass,this.config);if(this.followed?.connection===e&&this.followed?.personId===t||(this.unfollow(),e===void 0||!t||!this.isConnected))return;let n=Ke(e,t).follow(e=>{this.live=e});this.followed={connection:e,personId:t,leave:n}}unfollow(){this.followed?.leave(),this.followed=void 0,this.live=void 0}trouble(e,t){if(this.config===void 0||ae(e,this.config)===void 0)return a(t,`card_choose_person`);if(this.live?.gone)return a(t,`card_gone`);if(this.live?.connected===!1)return a(t,`card_no_connection`);let n=this.live?.failure;return n?n.code===`not_found`?`${i(n,t)}. ${a(t,`card_choose_person`)}`:D(n,t):a(t,`card_waiting`)}};v([c()],Ye.prototype,`live`,void 0);function I(e,t,n,r){let i=a(t,e.failed?`card_no_connection`:`card_waiting`);return s`<ha-card>
    <section aria-label=${n??``}>${e.ready?r():A(i)}</section>
  </ha-card>`}var L=class extends Ye{render(){let{hass:e,localize:t,config:n}=this;if(e===void 0||t===void 0||n===void 0)return this.unset();let r=this.live?.person??null;return r===null?s`<ha-card><section>${A(this.trouble(e,t))}</section></ha-card>`:I(this.chunk,t,r.name,()=>this.body(e,t,n,r))}},R=class extends M{connectedCallback(){super.connectedCallback(),this.follow()}disconnectedCallback(){super.disconnectedCallback(),this.unfollow()}willUpdate(e){super.willUpdate(e),(e.has(`hass`)||e.has(`config`))&&this.follow()}get chosen(){return[this.config?.device_id,this.config?.person_id].some(Boolean)}follow(){let{hass:e,config:t}=this,n=e?.connection,r=e&&t&&ae(e,t),{followed:i,chosen:a}=this;if(i?.connection===n&&i?.personId===r&&i?.chosen===a||(this.unfollow(),n===void 0||t===void 0||!this.isConnected)||a&&r===void 0)return;let o=r===void 0?Je(n).follow(e=>{this.all=e}):Ke(n,r).follow(e=>{this.one=e});this.followed={connection:n,personId:r,chosen:a,leave:o}}unfollow(){this.followed?.leave(),this.followed=void 0,this.one=void 0,this.all=void 0}get people(){return this.chosen?this.one?.person?[this.one.person]:[]:[...this.all?.people.values()??[]]}needsNobody(e){return!1}trouble(e){let{one:t,all:n}=this;if(this.chosen&&this.followed===void 0)return a(e,`card_choose_person`);if(t?.gone)return a(e,`card_gone`);let r=t??n;return r?.connected===!1?a(e,`card_no_connection`):r?.failure?D(r.failure,e):a(e,n?.complete?`card_wall_nobody`:`card_waiting`)}render(){let{hass:e,localize:t,config:n,people:r}=this;if(e===void 0||t===void 0||n===void 0)return this.unset();if(r.length===0&&!this.needsNobody(n))return s`<ha-card><section>${A(this.trouble(t))}</section></ha-card>`;let i=(this.one??this.all)?.connected===!1?a(t,`card_no_connection`):``;return I(this.chunk,t,this.label(t),()=>s`${i===``?``:s`<p class="banner" role="status">${i}</p>`}${this.body(e,t,n,r)}`)}};v([c()],R.prototype,`one`,void 0),v([c()],R.prototype,`all`,void 0);var Xe=`https://github.com/healthsense-home/healthsense/blob/main/docs/cards.md`;function z({type:e,name:t,description:n,texts:r,suggestion:i}){let a={type:e,name:t,description:n,preview:!0,documentationURL:Xe,...i===void 0?{}:{getEntitySuggestion:i}};window.customCards??=[],window.customCards.some(t=>t.type===e)||(window.customCards.push(a),Ze(a,r))}async function Ze(e,t){await customElements.whenDefined(`home-assistant`);let n=ue();if(n!==void 0)try{let r=await oe(n);e.name=a(r,t.name)||e.name,e.description=a(r,t.description)||e.description}catch{}}var Qe=`healthsense-alerts-card`,$e=[`alert`,`alert_level`,`open_alerts`,`overall_status`];function et(e){let{range:t}=T(e);return _({range:t},de),e}function tt(e,t){let n=S(e,t);return n===null||!$e.includes(n.key)?null:{config:{type:`custom:${Qe}`,device_id:n.device_id}}}var nt=C((e,t)=>[b,{name:`range`,label:`card_field_alerts_range`,selector:x({day:`card_range_day`,week:`card_range_week`,month:`card_range_month`,year:`card_range_year`},t)}],et),B=class extends R{constructor(...e){super(...e),this.chunk=new F(this,`pages`),this.checked=et}getCardSize(){return 8}getGridOptions(){return{columns:12,min_columns:6}}label(e){return a(e,`card_alerts_title`)}body(e,t,n,r){return s`<healthsense-alerts-body
      .hass=${e}
      .localize=${t}
      .config=${n}
      .people=${r}
    ></healthsense-alerts-body>`}},rt=(B.styles=j,B.getConfigForm=nt,B.getStubConfig=y,B);rt=v([p(Qe)],rt),z({type:Qe,name:`HealthSense: alerts`,description:`Open alerts and past ones, who answered them and when, the budget and notes.`,texts:{name:`card_alerts_name`,description:`card_alerts_description`},suggestion:tt});var it=`healthsense-analytics-card`,V=[`engagement`,`trends`,`system`];function at(e){let{show:t}=T(e);return k({show:t}),_({show:t},V),e}function ot({show:e}){return e===void 0||e.length===0?V:e}function st(e){return ot(e).every(e=>e===`system`)}var ct=C((e,t)=>{let n={engagement:`${t(`card_analytics_engagement`)}, ${t(`card_analytics_alerts_title`)}`,trends:t(`card_analytics_trends`),system:t(`card_analytics_system`)},r=V.map(e=>({value:e,label:n[e]}));return[b,{name:`show`,label:`card_field_show`,selector:{select:{multiple:!0,mode:`list`,options:r}}}]},at),H=class extends R{constructor(...e){super(...e),this.chunk=new F(this,`pages`),this.checked=at}getCardSize(){return 8}getGridOptions(){return{columns:12,min_columns:6}}needsNobody(e){return st(e)}label(e){let t=this.config!==void 0&&st(this.config);return a(e,t?`card_analytics_system`:`card_analytics_title`)}body(e,t,n,r){return s`<healthsense-analytics-body
      .hass=${e}
      .localize=${t}
      .people=${r}
      .parts=${ot(n)}
    ></healthsense-analytics-body>`}},lt=(H.styles=j,H.getConfigForm=ct,H.getStubConfig=y,H);lt=v([p(it)],lt),z({type:it,name:`HealthSense: analytics`,description:`How the plan is kept, how alerts are answered, how readings change, and how HealthSense runs.`,texts:{name:`card_analytics_name`,description:`card_analytics_description`}});var ut=`healthsense-care-card`,dt=[`reminders`,`recommendation`,`adherence_7d`,`adherence_28d`],ft=e=>T(e);function pt(e,t){let n=S(e,t);return n===null||!dt.includes(n.key)?null:{config:{type:`custom:${ut}`,device_id:n.device_id}}}var mt=C(()=>[w],ft),U=class extends L{constructor(...e){super(...e),this.chunk=new F(this,`pages`),this.checked=ft}getCardSize(){return 6}getGridOptions(){return{columns:12,min_columns:6}}body(e,t,n,r){return s`<healthsense-care-body .hass=${e} .localize=${t} .person=${r}></healthsense-care-body>`}},ht=(U.styles=j,U.getConfigForm=mt,U.getStubConfig=y,U);ht=v([p(ut)],ht),z({type:ut,name:`HealthSense: care plan`,description:`What is to be measured today, what is done, and what is recommended.`,texts:{name:`card_care_name`,description:`card_care_description`},suggestion:pt});var gt=`healthsense-distribution-card`,_t=new Set([`steps`,`distance`,`active_energy`]),vt=P.filter(e=>!_t.has(e)),yt=`heart_rate`,bt=`month`;function xt(e){let{vital:t,range:n}=T(e);return O({vital:t}),_({range:n},de),e}function St(e){return{...y(e),vital:yt,range:bt}}function Ct(e,t){let n=S(e,t);return n===null||!vt.includes(n.key)?null:{config:{type:`custom:${gt}`,device_id:n.device_id,vital:n.key}}}function wt(e,t){let{select:n}=g(e,t);return{select:{...n,multiple:!1,reorder:!1}}}var Tt=C((e,t)=>[w,{name:`vital`,label:`card_field_vital`,selector:wt(vt,e)},{name:`range`,label:`card_field_range`,selector:x({day:`card_range_day`,week:`card_range_week`,month:`card_range_month`,year:`card_range_year`},t)}],xt),W=class extends L{constructor(...e){super(...e),this.chunk=new F(this,`charts`),this.checked=xt}getCardSize(){return 6}getGridOptions(){return{columns:12,min_columns:6}}body(e,t,n,r){return s`<healthsense-distribution-body
      .hass=${e}
      .localize=${t}
      .config=${n}
      .person=${r}
    ></healthsense-distribution-body>`}},Et=(W.styles=j,W.getConfigForm=Tt,W.getStubConfig=St,W);Et=v([p(gt)],Et),z({type:gt,name:`HealthSense: how values are spread`,description:`Histogram and percentiles of one vital sign, where the newest value lies, and people like you.`,texts:{name:`card_distribution_name`,description:`card_distribution_description`},suggestion:Ct});var Dt=`healthsense-entry-card`,Ot=[`systolic`,`heart_rate`,`spo2`,`temperature`,`glucose`,`weight`,`respiratory_rate`,`resting_heart_rate`,`hrv_rmssd`,`hrv_sdnn`,`perfusion_index`,`height`,`waist`,`body_fat`,`steps`,`distance`,`active_energy`,`sleep_duration`,`walking_speed`,`supplemental_oxygen`,`consciousness`];function kt(e){let{vitals:t}=T(e);return k({vitals:t}),_({vitals:t},Ot),e}function At(e,t){let n=S(e,t);return n===null||!Ot.some(e=>e===n.key)?null:{config:{type:`custom:${Dt}`,device_id:n.device_id}}}var jt=C((e,t)=>[b,{name:`vitals`,label:`card_field_entry_vitals`,selector:g(Ot,n=>n===`systolic`?t(`advice_measure_blood_pressure`):e(n))}],kt),G=class extends R{constructor(...e){super(...e),this.chunk=new F(this,`pages`),this.checked=kt}getCardSize(){return 7}getGridOptions(){return{columns:12,min_columns:6}}label(e){return a(e,`card_entry_name`)}body(e,t,n,r){return s`<healthsense-entry-body
      .hass=${e}
      .localize=${t}
      .config=${n}
      .people=${r}
    ></healthsense-entry-body>`}},Mt=(G.styles=j,G.getConfigForm=jt,G.getStubConfig=y,G);Mt=v([p(Dt)],Mt),z({type:Dt,name:`HealthSense: enter readings`,description:`Tell what no device sends: blood pressure, temperature, weight and more.`,texts:{name:`card_entry_name`,description:`card_entry_description`},suggestion:At});var Nt=`healthsense-heatmap-card`,Pt=[`week`,`month`,`year`],Ft=`heart_rate`,It=`month`;function Lt(e){let{vital:t,range:n}=T(e);return O({vital:t}),_({range:n},Pt),e}function Rt(e){return{...y(e),vital:Ft,range:It}}function zt(e,t){let n=S(e,t);return n===null||!P.some(e=>e===n.key)?null:{config:{type:`custom:${Nt}`,device_id:n.device_id,vital:n.key}}}var Bt=C((e,t)=>[w,{name:`vital`,label:`card_field_vital`,selector:wt(P,e)},{name:`range`,label:`card_field_range`,selector:x({week:`card_range_week`,month:`card_range_month`,year:`card_range_year`},t)}],Lt),K=class extends L{constructor(...e){super(...e),this.chunk=new F(this,`charts`),this.checked=Lt}getCardSize(){return 6}getGridOptions(){return{columns:12,min_columns:6}}body(e,t,n,r){return s`<healthsense-heatmap-body
      .hass=${e}
      .localize=${t}
      .config=${n}
      .person=${r}
    ></healthsense-heatmap-body>`}},Vt=(K.styles=j,K.getConfigForm=Bt,K.getStubConfig=Rt,K);Vt=v([p(Nt)],Vt),z({type:Nt,name:`HealthSense: hours and days`,description:`One vital sign by hour and day, over a week, a month or a year.`,texts:{name:`card_heatmap_name`,description:`card_heatmap_description`},suggestion:zt});var Ht=6e4,Ut=864e5,Wt=/^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/,Gt=`T00:00:00.000Z`;function Kt(e){let t=e instanceof Date&&!Number.isNaN(e.getTime())?e.toISOString():e;if(typeof t!=`string`)return null;let[,n=``,r,i]=Wt.exec(t.replace(Gt,``))??[],a=Date.parse(`${n}T00:00:00Z`);if(Number.isNaN(a)||!new Date(a).toISOString().startsWith(n))return null;let o=r===void 0?a:Date.parse(`${n}T${r}${i??`Z`}`);return Number.isNaN(o)?null:{day:n,shownMs:o,whole:r===void 0,instant:i!==void 0}}var qt={field:`start`,other:`end`};function Jt(e,t){let n=Object.entries({start:e,end:t}).map(([e,t])=>{let n=t===void 0?null:Kt(t);if(t!==void 0&&n===null)throw new h(`card_config_moment`,{field:e,given:m(t)});return n});if(e===void 0!=(t===void 0))throw new h(`card_config_together`,qt);let[r,i]=n;if(r&&i&&r.shownMs>=i.shownMs+(i.whole?Ut:0))throw new h(`card_config_order`,qt)}function Yt(e,t,n){let[r,i]=[Kt(t),Kt(n)];if(r===null||i===null)return null;let a=e.config.time_zone||pe(e),o=Xt(r,a,0);return{startMs:o,endMs:Math.max(Xt(i,a,1),o+Ht)}}function Xt({day:e,shownMs:t,whole:n,instant:r},i,a){if(r)return t;if(!n)return Oe(t,i);let o=new Date(t+a*Ut).toISOString().slice(0,e.length);return fe(o,i)??t}var Zt=`healthsense-history-card`,Qt=[`line`,`pressure`,`glucose`,`oxygen`,`sleep`],$t=[`none`,`day`,`week`,`month`,`year`],en=[...P,`sleep_stage`,`posture`,`consciousness`,`supplemental_oxygen`,`home_activity`],tn=[`heart_rate`];function nn({vitals:e}){return[...new Set(e?.length?e:tn)].slice(0,4)}var rn={systolic:`pressure`,diastolic:`pressure`,glucose:`glucose`,sleep_duration:`sleep`,sleep_stage:`sleep`};function an(e){let{vitals:t,kind:n,range:r,start:i,end:a,compare:o,compare_device_id:s,title:c}=T(e);if(k({vitals:t}),Array.isArray(t)&&t.length>4)throw new h(`card_config_most`,{field:`vitals`,most:4,given:t.length});return _({kind:n},Qt),_({compare:o},$t),_({range:r},de),O({compare_device_id:s,title:c}),Jt(i,a),e}function on(e,t){let n=S(e,t);if(n===null||!en.includes(n.key))return null;let{device_id:r,key:i}=n,a=rn[i];return{config:{type:`custom:${Zt}`,device_id:r,...a===void 0?{vitals:[i]}:{kind:a}}}}var sn=C((e,t)=>[w,{name:`kind`,label:`card_field_kind`,selector:x({line:`card_history_kind_line`,pressure:`card_history_kind_pressure`,glucose:`card_history_kind_glucose`,oxygen:`card_history_kind_oxygen`,sleep:`card_history_kind_sleep`},t)},{name:`vitals`,label:`card_field_lines`,selector:g(en,e)},{name:`range`,label:`card_field_range`,selector:x({hour:`card_range_hour`,day:`card_range_day`,week:`card_range_week`,month:`card_range_month`,year:`card_range_year`},t)},{name:`compare`,label:`card_field_compare`,selector:x({none:`card_history_compare_none`,day:`card_history_compare_day`,week:`card_history_compare_week`,month:`card_history_compare_month`,year:`card_history_compare_year`},t)},{...w,name:`compare_device_id`,label:`card_field_compare_person`,required:!1},{name:`title`,label:`card_field_title`,selector:{text:{}}}],an),cn=class extends L{constructor(...e){super(...e),this.chunk=new F(this,`charts`),this.checked=an}static getStubConfig(e){return{...y(e),vitals:tn}}getCardSize(){return 7}getGridOptions(){return{columns:12,min_columns:6}}body(e,t,n,r){return s`<healthsense-history-body
      .hass=${e}
      .localize=${t}
      .config=${n}
      .person=${r}
      .connected=${this.live?.connected!==!1}
    ></healthsense-history-body>`}},ln=(cn.styles=j,cn.getConfigForm=sn,cn);ln=v([p(Zt)],ln),z({type:Zt,name:`HealthSense: history`,description:`Readings over an hour, a day, up to a year, with what is usual for the person.`,texts:{name:`card_history_name`,description:`card_history_description`},suggestion:on});var un=`healthsense-kiosk-card`,dn=3600;function fn(e){let{dim_after:t,people:n}=T(e);if(k({people:n}),t!==void 0&&!(typeof t==`number`&&t>=0&&t<=dn)){let e={field:`dim_after`,low:0,high:dn,given:m(t)};throw new h(`card_config_number`,e)}return e}var pn=C(()=>[b,{name:`dim_after`,label:`card_field_dim_after`,selector:{number:{min:0,max:dn,mode:`box`,unit_of_measurement:`s`}}}],fn),q=class extends R{constructor(...e){super(...e),this.chunk=new F(this,`pages`),this.checked=fn}getCardSize(){return 10}getGridOptions(){return{columns:`full`,rows:8,min_columns:6,min_rows:6}}label(e){return a(e,`card_kiosk_label`)}body(e,t,n,r){return s`<healthsense-kiosk-body
      .hass=${e}
      .localize=${t}
      .config=${n}
      .people=${hn(r,n.people)}
    ></healthsense-kiosk-body>`}},mn=(q.styles=[j,o`
      section {
        box-sizing: border-box;
        height: 100%;
        min-height: 400px;
        padding: 0;
      }
      .message,
      .banner {
        margin: 16px;
      }
      :host([layout="panel"]) {
        height: calc(100vh - var(--header-height, 56px));
      }
    `],q.getConfigForm=pn,q.getStubConfig=()=>({}),q);v([l({reflect:!0})],mn.prototype,`layout`,void 0),mn=v([p(un)],mn);function hn(e,t){return t===void 0||t.length===0?e:e.filter(({person_id:e,device_id:n})=>t.includes(e)||t.includes(n??``))}z({type:un,name:`HealthSense: wall tablet`,description:`One person in very large letters, with one button; dims and wakes by itself.`,texts:{name:`card_kiosk_name`,description:`card_kiosk_description`}});var gn=`healthsense-models-card`;function _n(e){return E(e),e}var vn=C(()=>[],_n),J=class extends M{constructor(...e){super(...e),this.chunk=new F(this,`pages`),this.checked=_n}getCardSize(){return 8}getGridOptions(){return{columns:`full`,min_columns:6}}render(){let{hass:e,localize:t}=this;return e===void 0||t===void 0||this.config===void 0?this.unset():I(this.chunk,t,a(t,`card_models_title`),()=>s`<healthsense-models-body .hass=${e} .localize=${t}></healthsense-models-body>`)}},yn=(J.styles=j,J.getConfigForm=vn,J.getStubConfig=()=>({}),J);yn=v([p(gn)],yn),z({type:gn,name:`HealthSense: learned models`,description:`How well each learned model does, on whom, in which version, and whether it still fits here.`,texts:{name:`card_models_name`,description:`card_models_description`}});var bn={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},xn=e=>(...t)=>({_$litDirective$:e,values:t}),Sn=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:Cn}=te,wn=e=>e,Tn=e=>e.strings===void 0,En=()=>document.createComment(``),Y=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new Cn(r.insertBefore(En(),i),r.insertBefore(En(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=wn(e).nextSibling;wn(r).insertBefore(e,i),e=t}}}return n},X=(e,t,n=e)=>(e._$AI(t,n),e),Dn={},On=(e,t=Dn)=>e._$AH=t,kn=e=>e._$AH,An=e=>{e._$AR(),e._$AA.remove()},jn=(e,t,n)=>{let r=new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},Mn=xn(class extends Sn{constructor(e){if(super(e),e.type!==bn.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,r]){let i=kn(e),{values:a,keys:o}=this.dt(t,n,r);if(!Array.isArray(i))return this.ut=o,a;let s=this.ut??=[],c=[],l,u,d=0,f=i.length-1,p=0,m=a.length-1;for(;d<=f&&p<=m;)if(i[d]===null)d++;else if(i[f]===null)f--;else if(s[d]===o[p])c[p]=X(i[d],a[p]),d++,p++;else if(s[f]===o[m])c[m]=X(i[f],a[m]),f--,m--;else if(s[d]===o[m])c[m]=X(i[d],a[m]),Y(e,c[m+1],i[d]),d++,m--;else if(s[f]===o[p])c[p]=X(i[f],a[p]),Y(e,i[d],i[f]),f--,p++;else if(l===void 0&&(l=jn(o,p,m),u=jn(s,d,f)),l.has(s[d])){if(l.has(s[f])){let t=u.get(o[p]),n=t===void 0?null:i[t];if(n===null){let t=Y(e,i[d]);X(t,a[p]),c[p]=t}else c[p]=X(n,a[p]),Y(e,i[d],n),i[t]=null;p++}else An(i[f]),f--}else An(i[d]),d++;for(;p<=m;){let t=Y(e,c[m+1]);X(t,a[p]),c[p++]=t}for(;d<=f;){let e=i[d++];e!==null&&An(e)}return this.ut=o,On(e,c),ne}});function Nn(e,t,n,r,i){if(r.vital===null||r.value===null)return d(t,r.rule);if(typeof r.value==`string`)return Pn(t,r,N(e,r.time,i));let o=re(e,n,r.vital),s=n=>{let{text:i,unit:a}=ve(e,t,r.vital??``,n,r.unit??``,o);return a===``?i:`${i} ${a}`},c=a(t,`notice_value`,{vital:u(t,r.vital),value:s(r.value),time:N(e,r.time,i)}),l=r.worst??r.value;if(r.limit===null||typeof l!=`number`)return c;let f=l<r.limit?`notice_limit_low`:`notice_limit_high`;return`${c} ${a(t,f,{limit:s(r.limit)})}`}function Pn(e,{answer:t,rule:n,value:r},i){if(t===null)return d(e,n);let o=f(e,t,String(r));return a(e,`card_alerts_word`,{name:u(e,t),word:o,time:i})}var Fn=[15,60],In=3;function Ln(e){let t=e.person.alerts?.open??[];return s`<ul
    class="alerts"
    role="list"
    ?data-none=${t.length===0}
    aria-live="polite"
    aria-label=${a(e.localize,`card_alerts`)}
  >
    ${Mn(t,({id:t})=>`${e.person.person_id} ${t}`,t=>Rn(e,t))}
  </ul>`}function Rn(e,n){let{hass:r,localize:i,nowMs:o}=e,c=De(n.level),l=xe(i,n),u=n.snoozed_until!==null&&Date.parse(n.snoozed_until)>o?n.snoozed_until:null,d=e.failed.get(n.id),f=[...n.acknowledged_by===null?[zn(e,n,a(i,`notice_action_acknowledge`),{do:`acknowledge`},!0)]:[],...u===null?Fn.map(t=>zn(e,n,a(i,`notice_action_snooze`,{minutes:t}),{do:`snooze`,minutes:t})):[],...(e.further?.(n)??[]).map(({label:t,command:r})=>zn(e,n,t,r))];return s`<li class="alert" data-gravity=${c} aria-busy=${e.busy.has(n.id)?`true`:`false`}>
    <div class="alert-head">
      <healthsense-status .gravity=${c} .label=${se(i,n.level)}></healthsense-status>
      <strong>${l}</strong>
      <span class="note"
        >${a(i,`card_since`,{time:N(r,n.raised??n.began,o)})}</span
      >
    </div>
    ${n.test?s`<p>${a(i,`notice_test`)}</p>`:t}
    ${_e(n.test?[]:n.reasons).slice(0,In).map(t=>s`<p>${Nn(r,i,e.person.device_id,t,o)}</p>`)}
    ${n.acknowledged_by===null?t:s`<p>
            ${a(i,`notice_acknowledged`,{who:n.acknowledged_by_name??a(i,`notice_somebody`)})}
          </p>`}
    ${u===null?t:s`<p>${a(i,`notice_snoozed`,{time:N(r,u,o)})}</p>`}
    ${f.length===0?t:s`<div class="actions">${f}</div>`}
    ${d===void 0?t:s`<p class="failure" role="alert">${d}</p>`}
    ${e.below?.(n)??t}
  </li>`}function zn(e,t,n,r,i=!1){return s`<button
    class=${i?`main`:``}
    ?disabled=${e.busy.has(t.id)}
    aria-label="${n}: ${xe(e.localize,t)}"
    @click=${()=>{e.send(t,r)}}
  >
    ${n}
  </button>`}var Bn=class{constructor(e,t){this.host=e,this.known=t,this._busy=new Set,this._failed=new Map,e.addController(this)}hostConnected(){}get busy(){return this._busy}get failed(){return this._failed}async send(e,t,r){let{hass:i,localize:a}=this.known();if(i===void 0||a===void 0||this._busy.has(t))return!1;this._busy=new Set([...this._busy,t]),this.host.requestUpdate();let o=``;try{await i.connection.sendMessagePromise({type:`healthsense/alert`,person_id:e,alert:t,do:r.do,...r.do===`snooze`?{duration:r.minutes*60}:{},...r.do===`mark`?{useful:r.useful}:{}})}catch(e){o=D(n(e),a)}let s=[...this._failed].filter(([e])=>e!==t);return this._failed=new Map(o===``?s:[...s,[t,o]]),this._busy=new Set([...this._busy].filter(e=>e!==t)),this.host.requestUpdate(),o===``}},Vn=o`
  .alerts {
    display: grid;
    gap: 8px;
  }
  .alerts[data-none] {
    /* Not taken away: a screen reader tells what comes into it. The gap of an empty row is. */
    margin-block-end: -12px;
  }
  .alert {
    --tone: var(--info-color, #039be5);
    display: grid;
    gap: 6px;
    padding: 12px;
    border-radius: 12px;
    border-inline-start: 4px solid var(--tone);
    background: color-mix(in srgb, var(--tone) 10%, transparent);
  }
  .alert[data-gravity="warning"] {
    --tone: var(--warning-color, #ffa600);
  }
  .alert[data-gravity="urgent"] {
    --tone: var(--error-color, #db4437);
  }
  .alert-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .alert .note {
    color: var(--primary-text-color);
  }
`;function Hn(e,n,i,a){let o=[],c=(e,t)=>{o.push([r(n,i.assessment,e),t])};return i.refused!==null&&c(`refused`,r(n,i.assessment,`refused`,i.refused)),i.missing.length>0&&c(`missing`,i.missing.map(e=>u(n,e)).join(`, `)),i.coverage!==null&&c(`coverage`,`${ke(e,i.coverage*100,0)} %`),i.confidence!==null&&c(`confidence`,r(n,i.assessment,`confidence`,i.confidence)),s`
    ${e.language.startsWith(`en`)&&i.explanation!==``?s`<p>${i.explanation}</p>`:t}
    ${i.inputs.length>0?Un(e,n,i,a):t}
    <dl>
      ${o.map(([e,t])=>s`<div>
            <dt>${e}</dt>
            <dd>${t}</dd>
          </div>`)}
    </dl>
  `}function Un(e,t,n,i){return s`<table>
    <caption>
      ${r(t,n.assessment,`inputs`)}
    </caption>
    <tbody>
      ${n.inputs.map(n=>Wn(e,t,n,i))}
    </tbody>
  </table>`}function Wn(e,n,r,i){let o=ve(e,n,r.key,r.value,r.unit),c=r.points?s`<span class="note">${a(n,`card_points`,{points:ke(e,r.points,2)})}</span>`:t;return s`<tr>
    <th scope="row">${u(n,r.key)}</th>
    <td><bdi>${o.text} ${o.unit}</bdi>${c}</td>
    <td>${r.measured_at===void 0?``:ye(e,Date.parse(r.measured_at),i)}</td>
  </tr>`}var Gn=o`
  h3 {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .toggle {
    display: inline-flex;
    align-items: center;
    min-height: 44px;
    gap: 4px;
  }
  .toggle ha-icon {
    --mdc-icon-size: 20px;
    color: var(--secondary-text-color);
    transition: transform 150ms ease;
  }
  .toggle[aria-expanded="true"] > ha-icon:last-child {
    transform: rotate(180deg);
  }

  .vitals li {
    container-type: inline-size;
  }
  .vitals {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(148px, 1fr));
    gap: 8px;
  }
  .vital {
    display: grid;
    align-content: start;
    gap: 2px;
    width: 100%;
    height: 100%;
    box-sizing: border-box;
    padding: 10px 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
  }
  .vital .name {
    overflow-wrap: anywhere;
    hyphens: auto;
    hyphens: auto;
    font-size: var(--ha-font-size-m, 14px);
  }
  .vital .value {
    /* As large as the tile allows: a cuff's two pressures and their unit stay on one line. */
    font-size: clamp(18px, 15.5cqi, 32px);
    line-height: 1.2;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .vital .unit {
    font-size: clamp(11px, 9cqi, 14px);
    color: var(--secondary-text-color);
  }
  .vital .fresh {
    display: flex;
    align-items: center;
    gap: 4px;
    --mdc-icon-size: 16px;
    font-size: var(--ha-font-size-s, 12px);
  }
  button.vital:hover {
    background: color-mix(in srgb, var(--primary-text-color) 9%, transparent);
  }
  .vital.old {
    background: none;
    box-shadow: inset 0 0 0 1px var(--divider-color);
  }

  .score .toggle {
    width: 100%;
    gap: 8px;
    padding-block: 4px;
  }
  .score + .score {
    border-top: 1px solid var(--divider-color);
  }
  .score .name {
    flex: 1;
    min-width: 40%;
  }
  .rests:not([hidden]) {
    display: grid;
    gap: 8px;
    padding-block: 4px 12px;
  }
  .rests p,
  .rests table,
  .rests dl {
    font-size: var(--ha-font-size-m, 14px);
  }
  td .note {
    display: block;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
    gap: 6px 12px;
  }

  @container (max-width: 400px) {
    .vitals {
      grid-template-columns: 1fr 1fr;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .toggle ha-icon {
      transition: none;
    }
  }
`,Z=class extends Ye{constructor(...e){super(...e),this.unfolded=``,this.sender=new Bn(this,()=>({hass:this.hass,localize:this.localize})),this.facts=``,this.checked=Ce}getCardSize(){return 6}getGridOptions(){return{columns:12,min_columns:6}}async loadFacts(){let{hass:t}=this;if(t!==void 0&&this.facts!==t.language){this.facts=t.language;try{let n=await e(t);t.language===this.hass?.language&&(this.localize=n)}catch{this.facts=``}}}render(){let{hass:e,localize:t}=this;if(e===void 0||t===void 0||this.config===void 0)return this.unset();let n=this.live?.person??null;return n===null?s`<ha-card><section>${A(this.trouble(e,t))}</section></ha-card>`:s`<ha-card
      ><section aria-label=${n.name}>${this.whole(e,t,this.config,n)}</section></ha-card
    >`}whole(e,n,r,i){let o=Date.now(),c=we(e,n,i,r.vitals),l=(r.scores?.length?r.scores:he).flatMap(e=>e===`overall_status`?[]:i.assessments[e]??[]),u=i.assessments.overall_status,d=Se(i,n),{busy:f,failed:p}=this.sender;return s`
      <div class="head">
        <h2>${i.name}</h2>
        ${u===void 0?qn(d):this.toggle(`overall_status`,qn(d))}
      </div>
      ${this.rests(e,n,u,o)} ${this.banner(e,n,i,o)}
      ${Ln({hass:e,localize:n,person:i,nowMs:o,busy:f,failed:p,send:(e,t)=>void this.sender.send(i.person_id,e.id,t)})}
      <h3>${a(n,`card_readings`)}</h3>
      ${c.length===0?A(a(n,`card_no_readings`)):s`<ul class="vitals" role="list">
              ${c.map(t=>s`<li>${this.vital(e,n,t,o)}</li>`)}
            </ul>`}
      ${l.length===0?t:s`<h3>${a(n,`card_scores`)}</h3>
              <ul role="list">
                ${l.map(t=>s`<li class="score">${this.score(e,n,t,o)}</li>`)}
              </ul>`}
    `}banner(e,n,r,i){if(this.live?.connected===!1&&r.time!==null){let t=N(e,r.time,i);return s`<p class="banner" role="status">${a(n,`card_known_at`,{time:t})}</p>`}if(this.live?.failure)return s`<p class="banner" role="status">${D(this.live.failure,n)}</p>`;let o=r.alerts?.paused_until;return o?s`<p class="banner">${a(n,`card_paused`,{time:N(e,o,i)})}</p>`:t}vital(e,n,r,i){let{fresh:o,measured_at:c,quality:l}=r.reading,u=ye(e,Date.parse(c),i),d=s`
      <span class="name">${r.name}</span>
      <span class="value"
        ><bdi
          >${r.shown.text}${r.shown.unit===``?``:s` <span class="unit">${r.shown.unit}</span>`}</bdi
        ></span
      >
      <span class="fresh">
        <ha-icon .icon=${o?`mdi:check-circle-outline`:`mdi:clock-alert-outline`} aria-hidden="true"></ha-icon>
        <span>
          ${o?s`<span class="spoken">${a(n,`card_current`)}, </span>`:s`${a(n,`card_old`)}, `}${u}
        </span>
      </span>
      ${l===void 0?t:s`<span class="note">${a(n,`card_signal`,{quality:l})}</span>`}
    `,f=`vital ${o?``:`old`}`;return r.entityId===void 0?s`<div class=${f}>${d}</div>`:s`<button
      class=${f}
      @click=${()=>{this.more(r.entityId)}}
    >
      ${d}
    </button>`}score(e,n,r,i){let a=Ee(e,n,r);return s`${this.toggle(a.key,s`<span class="name">${a.name}</span> ${a.value===``?t:s`<bdi>${a.value}</bdi>`}
        ${a.status===null?t:qn(a.status)}`)}${this.rests(e,n,r,i)}`}toggle(e,t){let n=this.unfolded===e;return s`<button
      class="toggle"
      aria-expanded=${n?`true`:`false`}
      aria-controls="rests-${e}"
      @click=${()=>{this.unfolded=n?``:e,this.loadFacts()}}
    >
      ${t}<ha-icon .icon=${`mdi:chevron-down`} aria-hidden="true"></ha-icon>
    </button>`}rests(e,n,r,i){if(r===void 0)return t;let a=this.unfolded===r.assessment;return s`<div class="rests" id="rests-${r.assessment}" ?hidden=${!a}>
      ${a?Hn(e,n,r,i):t}
    </div>`}},Kn=(Z.styles=[j,Vn,Gn],Z.getConfigForm=Te,Z.getStubConfig=y,Z);v([c()],Kn.prototype,`unfolded`,void 0),Kn=v([p(be)],Kn);function qn(e){return s`<healthsense-status .gravity=${e.gravity} .label=${e.label}></healthsense-status>`}z({type:be,name:`HealthSense: a person now`,description:`Vital signs, status, alerts and scores of one person, live.`,texts:{name:`card_person_name`,description:`card_person_description`},suggestion:ge});var Jn=`healthsense-risk-card`,Yn=[`diabetes_risk`,`heart_disease_risk`,`hypoxia_risk`,`skin_questionnaire`],Xn=[...Yn,`prevent_cvd_10y`,`prevent_ascvd_10y`,`prevent_hf_10y`,`prevent_cvd_30y`,`score2`,`framingham_cvd_bmi`,`framingham_cvd_lab`,`pce_ascvd`,`findrisc`,`ada_risk`,`lifestyle`,`news2`],Zn=`diabetes_risk`;function Qn(e){let{assessment:t}=T(e);return O({assessment:t}),e}function $n(e){return{...y(e),assessment:Zn}}function er(e,t){let n=S(e,t);return n===null||!Xn.includes(n.key)?null:{config:{type:`custom:${Jn}`,device_id:n.device_id,assessment:n.key}}}var tr=C(e=>{let{select:t}=g(Xn,e);return[w,{name:`assessment`,label:`card_field_assessment`,selector:{select:{...t,multiple:!1,reorder:!1}}}]},Qn),Q=class extends L{constructor(...e){super(...e),this.chunk=new F(this,`charts`),this.checked=Qn}getCardSize(){return 6}getGridOptions(){return{columns:12,min_columns:6}}body(e,t,n,r){return s`<healthsense-risk-body
      .hass=${e}
      .localize=${t}
      .config=${n}
      .person=${r}
    ></healthsense-risk-body>`}},nr=(Q.styles=j,Q.getConfigForm=tr,Q.getStubConfig=$n,Q);nr=v([p(Jn)],nr),z({type:Jn,name:`HealthSense: an estimate`,description:`What a learned model or a score says, what counted, what goes with less, and how it was before.`,texts:{name:`card_risk_name`,description:`card_risk_description`},suggestion:er});var rr=`healthsense-settings-card`;function ir(e){return T(e)}var ar=C(()=>[b],ir),or=class extends R{constructor(...e){super(...e),this.chunk=new F(this,`pages`),this.checked=ir}getCardSize(){return 8}getGridOptions(){return{columns:12,min_columns:6}}label(e){return a(e,`card_settings_title`)}body(e,t,n,r){return s`<healthsense-settings-body
      .hass=${e}
      .localize=${t}
      .people=${r}
    ></healthsense-settings-body>`}},sr=(or.styles=j,or.getConfigForm=ar,or.getStubConfig=y,or);sr=v([p(rr)],sr),z({type:rr,name:`HealthSense: settings of a person`,description:`Limits, quiet hours, pause, who is told of alerts, and who may see what.`,texts:{name:`card_settings_name`,description:`card_settings_description`}});var cr=`healthsense-simulation-card`;function lr(e){return E(e),e}var ur=C(()=>[],lr),dr=[`rest`,`exercise`,`night desaturation`,`fever`];function fr(e){return Object.keys(e.entities).filter(t=>{if(!t.startsWith(`select.`))return!1;let n=e.states[t]?.attributes.options;return Array.isArray(n)&&dr.every(e=>n.includes(e))})}var pr=new Set([`unavailable`,`unknown`]);function mr(e,t){return e.states[t]}function hr(e,t){let n=e.entities[t]?.device_id;return n===void 0?[]:Object.values(e.entities).flatMap(e=>e.device_id===n?e.entity_id:[])}function gr(e,t){return t===void 0||me(e,t)?!0:e.states!==t.states&&fr(e).some(n=>[n,...hr(e,n)].some(n=>e.states[n]!==t.states[n]))}function _r(e,t){let n=mr(e,t),{options:r}=n?.attributes??{};return n===void 0||!Array.isArray(r)?null:{entityId:t,now:n.state,options:r.map(String)}}function vr(e,t){return fr(e).flatMap(n=>{let r=_r(e,n);if(r===null)return[];let i=hr(e,n),a=e.devices[e.entities[n]?.device_id??``],o=a?.name_by_user??a?.name??n,s=i.find(t=>t!==n&&_r(e,t)?.options.includes(`finger off`));return[{name:o,reachable:r.now!==`unavailable`,scenario:r,fault:s===void 0?null:_r(e,s),values:i.flatMap(n=>br(e,t,n,o))}]})}function yr(e,t){let n=t=>e(`component.healthsense.entity.sensor.${t}.name`);return n(t)||n(`hrv_${t}`)}function br(e,t,n,r){let i=mr(e,n),a=e.entities[n],o=i?.attributes.unit_of_measurement;if(!n.startsWith(`sensor.`)||i===void 0||a?.entity_category!==void 0||typeof o!=`string`)return[];let{friendly_name:s}=i.attributes,c=(typeof s==`string`?s:n).replace(`${r} `,``),l=yr(t,c.toLowerCase().replace(/\W+/g,`_`))||c;return pr.has(i.state)?[{name:l,value:`–`,unit:``}]:[{name:l,value:ke(e,Number(i.state),a?.display_precision??1),unit:o.replace(`breaths/`,`/`)}]}var xr=class extends R{constructor(...e){super(...e),this.chunk=new F(this,`pages`),this.checked=lr}getCardSize(){return 8}getGridOptions(){return{columns:`full`,min_columns:6}}label(e){return a(e,`card_simulation_title`)}body(e,t,n,r){return s`<healthsense-simulation-body
      .hass=${e}
      .localize=${t}
      .people=${r}
    ></healthsense-simulation-body>`}},Sr=(xr.styles=j,xr.getConfigForm=ur,xr.getStubConfig=()=>({}),xr);v([l({attribute:!1,hasChanged:gr})],Sr.prototype,`hass`,void 0),Sr=v([p(cr)],Sr),z({type:cr,name:`HealthSense: simulation`,description:`Choose what a simulating node plays, see what it measures, and try an alert.`,texts:{name:`card_simulation_name`,description:`card_simulation_description`}});var Cr=`healthsense-sources-card`,wr=e=>T(e),Tr=C(()=>[b],wr),Er=class extends R{constructor(...e){super(...e),this.chunk=new F(this,`pages`),this.checked=wr}getCardSize(){return 8}getGridOptions(){return{columns:12,min_columns:6}}label(e){return a(e,`card_sources_title`)}body(e,t,n,r){return s`<healthsense-sources-body
      .hass=${e}
      .localize=${t}
      .people=${r}
    ></healthsense-sources-body>`}},Dr=(Er.styles=j,Er.getConfigForm=Tr,Er.getStubConfig=y,Er);Dr=v([p(Cr)],Dr),z({type:Cr,name:`HealthSense: sources and data quality`,description:`Where readings come from, how lately and how well, and which were refused and why.`,texts:{name:`card_sources_name`,description:`card_sources_description`}});var Or=new WeakMap;function kr(e,t){let n=Or.get(e);return n===void 0&&Or.set(e,n=t()),n}function Ar({entities:e}){return kr(e,()=>Object.values(e).filter(({entity_id:e,platform:t})=>t===`healthsense`||e.startsWith(`select.`)).map(({entity_id:e,device_id:t,translation_key:n})=>`${e} ${t??``} ${n??``}`).sort().join())}function jr({devices:e}){return kr(e,()=>Object.values(e).filter(e=>e.identifiers?.some(([e])=>e===ce)).map(e=>{let{id:t,name_by_user:n,name:r}=e;return`${t} ${n??r??``}`}).sort().join())}function Mr(e,t){return e.language!==t.language||e.user?.id!==t.user?.id||e.user?.is_admin!==t.user?.is_admin||e.entities!==t.entities&&Ar(e)!==Ar(t)||e.devices!==t.devices&&jr(e)!==jr(t)}var Nr=[`overview`,`carer`,`kiosk`,`sources`,`simulation`,`risk`,`alerts`,`settings`,`analytics`];function Pr(e){let{people:t,hide:n,kiosk:r}=E(e);return k({people:t,hide:n}),_({kiosk:r},[!0,!1]),e}function Fr({people:e,hide:t}){return{...e===void 0?{}:{people:e},...t===void 0?{}:{hide:t}}}var Ir=2e3,Lr=5e3,Rr=new WeakMap,zr=new WeakMap;function Br(e){let{connection:t}=e,n=Rr.get(t);if(n!==void 0&&Date.now()-n.atMs<Ir)return n.answer;let r=Vr(e);return Rr.set(t,{answer:r,atMs:Date.now()}),r}async function Vr(e){let t;try{let{people:n}=await e.connection.sendMessagePromise({type:`healthsense/people`});t={people:n.map(Hr),failure:null}}catch(r){t={people:Ur(e),failure:n(r)}}return Wr(e.connection,t),t}function Hr(e){let{person_id:t,name:n,device_id:r,own:i,may_write:a,current:o,assessments:s}=e,c=Object.values(s).filter(e=>e.refused===null);return{person_id:t,name:n,device_id:r,private:e.private,own:i,may_write:a,vitals:Object.keys(o),answered:c.map(e=>e.assessment)}}function Ur(e){return le(e).flatMap(t=>{let n=ie(e,t);if(n===void 0)return[];let r=Object.values(e.entities).flatMap(e=>e.platform===`healthsense`&&e.device_id===t?e.translation_key??[]:[]),i=e.devices[t];return[{person_id:n,name:i.name_by_user??i.name??``,device_id:t,private:!1,own:!1,may_write:!1,vitals:r,answered:r}]})}function Wr(e,{people:t,failure:n}){let r=JSON.stringify([n?.code,t.map(e=>[e.person_id,e.name,e.device_id,e.private,e.may_write])]),i=zr.get(e),a=(i?.version??0)+(i?.gist===r?0:1);zr.set(e,{gist:r,version:a,waiting:n!==null&&ee(n)})}function Gr(e){let t=zr.get(e.connection);return t?.waiting&&Date.now()-(Rr.get(e.connection)?.atMs??0)>Lr&&Br(e),t?.version??0}var Kr=()=>Fe(()=>import(`./strategies.js`),[],import.meta.url);function qr(e){var t=class extends HTMLElement{static async generate(t,n){let{dashboard:r,view:i}=await Kr(),a=await(e===`dashboard`?r(t,n):i(e,t,n));return this.version=Gr(n),a}static shouldRegenerate(e,t,n){return Mr(t,n)||this.version!==Gr(n)}static getCreateSuggestions(){return{title:`HealthSense`,icon:`mdi:heart-pulse`}}static async getConfigElement(){let{editor:e}=await Kr();return e()}};return t.version=0,t}function Jr(e,t){customElements.get(e)===void 0&&customElements.define(e,qr(t))}Jr(`ll-strategy-dashboard-healthsense`,`dashboard`);for(let e of[...Nr,`person`])Jr(`ll-strategy-view-healthsense-${e}`,e);async function Yr(){let e={type:`healthsense`,strategyType:`dashboard`,name:`HealthSense`,description:`Everybody's health: a page for each person, alerts, risk, sources, and one for a tablet on the wall.`,documentationURL:`https://github.com/healthsense-home/healthsense/blob/main/docs/dashboards.md`},t=window;if(t.customStrategies??=[],t.customStrategies.some(({type:t})=>t===e.type))return;t.customStrategies.push(e),await customElements.whenDefined(`home-assistant`);let n=ue();n!==void 0&&(e.description=a(await oe(n),`card_view_description`)||e.description)}Yr().catch(()=>void 0);var Xr=`healthsense-wall-card`,Zr=[`heart_rate`,`spo2`,`systolic`,`glucose`,`respiratory_rate`,`temperature`,`weight`];function Qr(e){let{devices:t,vitals:n,person_path:r}=E(e);return k({devices:t,vitals:n}),O({person_path:r}),e}var $r=C(e=>[{name:`devices`,label:`card_field_people`,selector:{device:{multiple:!0,filter:{integration:ce},entity:{integration:ce,domain:`sensor`}}}},{name:`vitals`,label:`card_field_wall_vitals`,selector:g(P,e)}],Qr),$=class extends M{constructor(...e){super(...e),this.chunk=new F(this,`pages`),this.checked=Qr}getCardSize(){return 8}getGridOptions(){return{columns:`full`,min_columns:6}}render(){let{hass:e,localize:t,config:n}=this;return e===void 0||t===void 0||n===void 0?this.unset():I(this.chunk,t,a(t,`card_wall_title`),()=>s`<healthsense-wall-body .hass=${e} .localize=${t} .config=${n}></healthsense-wall-body>`)}},ei=($.styles=j,$.getConfigForm=$r,$.getStubConfig=()=>({}),$);ei=v([p(Xr)],ei),z({type:Xr,name:`HealthSense: everybody at a glance`,description:`Many people at once, whoever needs help first.`,texts:{name:`card_wall_name`,description:`card_wall_description`}});export{It as C,yt as D,bt as E,V as O,Yt as S,Pt as T,Tn as _,Fr as a,bn as b,fr as c,Vn as d,Bn as f,On as g,Mn as h,Pr as i,Je as k,Zn as l,Nn as m,Br as n,vr as o,Ln as p,Nr as r,gr as s,Zr as t,Yn as u,xn as v,Ft as w,nn as x,Sn as y};