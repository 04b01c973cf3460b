import{B as e,F as t,G as n,H as r,I as i,L as a,R as o,c as s,d as c,i as l,j as u,s as d,z as f}from"./form.js";import{a as p,c as m,i as h,n as g,r as _}from"./healthsense.js";import{n as v,t as y}from"./slug.js";var ee={overview:`mdi:home-heart`,carer:`mdi:account-group`,kiosk:`mdi:tablet-dashboard`,sources:`mdi:transit-connection-variant`,simulation:`mdi:flask-outline`,risk:`mdi:chart-bell-curve-cumulative`,alerts:`mdi:bell-outline`,settings:`mdi:tune-variant`,analytics:`mdi:chart-box-outline`},te={overview:`card_view_overview`,carer:`card_view_carer`,kiosk:`card_view_kiosk`,sources:`card_view_sources`,simulation:`card_view_simulation`,risk:`card_view_risk`,alerts:`card_view_alerts`,settings:`card_view_settings`,analytics:`card_view_analytics`};function b(e,n){return t(e,te[n])}function x(e,t){return t===void 0||t.length===0?e:t.flatMap(t=>e.find(({person_id:e,device_id:n})=>t===e||t===n)??[])}function S(e,t,{people:n}){let r=t.user?.is_admin===!0,i={overview:!0,carer:n.length>1,kiosk:e.kiosk!==!1&&n.length>0,sources:!0,simulation:r&&m(t).length>0,risk:n.length>0,alerts:n.length>0,settings:r||n.some(e=>e.own||e.may_write),analytics:n.length>0};return new Set(_.filter(t=>t===`overview`||i[t]&&!e.hide?.includes(t)))}async function C(e,t){let[n,r]=await Promise.all([u(t),g(t)]),i=l(n,()=>h(e)),a={...r,people:x(r.people,i.people)},o=S(i,t,a),s=t.user===void 0?{}:{visible:[{user:t.user.id}]},c=e=>({title:b(n,e),path:e,icon:ee[e],...e===`simulation`?s:{},strategy:{type:`custom:healthsense-${e}`,...p(i)}}),d=y(a.people),f=a.people.map(e=>({title:e.name,path:d.get(e.person_id),...e.private?s:{},strategy:{type:`custom:healthsense-person`,person:e.device_id??e.person_id}})),[m,..._]=[...o].map(c);return{views:[m,...f,..._].filter(e=>e!==void 0)}}var w,T=_.filter(e=>e!==`overview`&&e!==`kiosk`),E=()=>``,D=(w=class extends f{constructor(...e){super(...e),this.people=[],this.loaded=!1}setConfig(e){this.config=l(this.localize??E,()=>h(e))}willUpdate(){this.loaded||this.hass===void 0||(this.loaded=!0,this.load(this.hass))}async load(e){try{this.localize=await u(e),this.people=(await g(e)).people}catch{this.loaded=!1}}change(e){if(this.config===void 0)return;let t=Object.entries({...this.config,...e}).filter(([,e])=>e!==void 0),n=Object.fromEntries(t);this.dispatchEvent(new CustomEvent(`config-changed`,{detail:{config:n},bubbles:!0,composed:!0}))}choosePerson(e,t){let n=x(this.people,this.config?.people),r=this.people.filter(r=>r===e?t:n.includes(r)),i=r.length===this.people.length||r.length===0;this.change({people:i?void 0:r.map(e=>e.device_id??e.person_id)})}choosePage(e,t){let n=T.filter(n=>n===e?!t:this.config?.hide?.includes(n));this.change({hide:n.length===0?void 0:n})}render(){let{localize:n,config:i,people:a}=this;if(n===void 0||i===void 0)return e;let o=x(a,i.people);return r`
      ${a.length===0?e:r`<fieldset>
              <legend>${t(n,`card_field_people`)}</legend>
              <p>${t(n,`card_view_people_help`)}</p>
              ${a.map(e=>O(e.name,o.includes(e),t=>{this.choosePerson(e,t)}))}
            </fieldset>`}
      <fieldset>
        <legend>${t(n,`card_view_pages`)}</legend>
        <p>${t(n,`card_view_pages_help`)}</p>
        ${O(b(n,`kiosk`),i.kiosk!==!1,e=>{this.change({kiosk:e?void 0:!1})})}
        ${T.map(e=>O(b(n,e),!i.hide?.includes(e),t=>{this.choosePage(e,t)}))}
      </fieldset>
    `}},w.styles=n`
    :host {
      display: grid;
      gap: 24px;
      padding-block: 8px 24px;
    }
    fieldset {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
      gap: 0 16px;
      margin: 0;
      padding: 0;
      border: 0;
      min-width: 0;
    }
    legend {
      padding: 0;
      font-size: var(--ha-font-size-l, 16px);
      font-weight: var(--ha-font-weight-medium, 500);
    }
    p {
      grid-column: 1 / -1;
      margin: 4px 0 8px;
      color: var(--secondary-text-color);
    }
    label {
      display: flex;
      align-items: center;
      gap: 12px;
      min-height: 44px;
      cursor: pointer;
    }
    input {
      width: 20px;
      height: 20px;
      margin: 0;
      accent-color: var(--primary-color);
    }
  `,w);s([a({attribute:!1})],D.prototype,`hass`,void 0),s([i()],D.prototype,`config`,void 0),s([i()],D.prototype,`people`,void 0),s([i()],D.prototype,`localize`,void 0),D=s([o(`healthsense-dashboard-editor`)],D);function O(e,t,n){return r`<label
    ><input
      type="checkbox"
      .checked=${t}
      @change=${e=>{n(e.target.checked)}}
    />${e}</label
  >`}async function ne(){let e=document.createElement(`healthsense-dashboard-editor`),t=d();return t!==void 0&&(e.localize=await u(t).catch(()=>void 0)),e}function k(e,t={},n=`full`){return{type:`custom:healthsense-${e}-card`,...t,grid_options:{columns:n}}}function A(e,t){return t%2==1&&e===0?`full`:12}function j(e,t){return t%2==1&&e===t-1?2:1}function M(e){return e%2==1?1:2}function N({device_id:e,person_id:t}){return e===null?{person_id:t}:{device_id:e}}function P({text:e,icon:t,to:n,badges:r,small:i}){return{type:`heading`,heading:e,heading_style:i?`subtitle`:`title`,icon:t,...n===void 0?{}:{tap_action:{action:`navigate`,navigation_path:n}},...r===void 0||r.length===0?{}:{badges:r}}}function F(e,t=1){return{type:`grid`,...t===1?{}:{column_span:t},cards:e}}function I(e,t,n={}){return{type:`sections`,max_columns:t,dense_section_placement:!0,sections:e.filter(e=>e!==null),...n}}function L(e,t,n){return!t.private||n.user===void 0?e:{...e,visibility:[{condition:`user`,users:[n.user.id]}]}}function R(e,t,n,r){let i=c(e,t.device_id,n);return i===void 0?[]:[{type:`entity`,entity:i,name:r,show_name:!0,show_state:!0,show_icon:!0}]}function z({house:e,localize:n}){return e.failure===null?null:F([{type:`markdown`,content:e.failure.code===`unknown_command`?t(n,`card_not_set_up`):t(n,`card_not_running`),grid_options:{columns:`full`}}],4)}var B=[`diabetes_risk`,`heart_disease_risk`,`hypoxia_risk`],re=[`prevent_cvd_10y`,`score2`,`framingham_cvd_bmi`];function V({answered:e}){let t=B.filter(t=>e.includes(t)),n=re.find(t=>e.includes(t)),r=[...t,...n===void 0?[]:[n]];return r.length>0?r:[`diabetes_risk`]}var H=[`heart_rate`,`spo2`,`respiratory_rate`,`temperature`],U=[{needs:H,config:e=>({vitals:H.filter(t=>e.includes(t)).slice(0,2),range:`day`})},{needs:[`systolic`],config:()=>({kind:`pressure`,range:`month`})},{needs:[`glucose`],config:()=>({kind:`glucose`,range:`month`})},{needs:[`spo2`],config:()=>({kind:`oxygen`,range:`week`})},{needs:[`sleep_duration`],config:()=>({kind:`sleep`,range:`month`})},{needs:[`weight`],config:()=>({vitals:[`weight`],range:`year`})}],W=[`glucose`,`heart_rate`,`spo2`,`systolic`];function G({localize:e},n){let r=U.filter(({needs:e})=>e.some(e=>n.vitals.includes(e)));return r.length===0?null:F([P({text:t(e,`card_view_history`),icon:`mdi:chart-line`}),...r.map(({config:e},t)=>k(`history`,{...N(n),...e(n.vitals)},A(t,r.length)))],2)}function K(e,t,n,r){let i=W.find(t=>e.vitals.includes(t));return i===void 0?[]:[P({text:n,icon:r}),k(t,{...N(e),vital:i,range:`month`})]}function q({localize:e},n){let r=K(n,`heatmap`,t(e,`card_view_patterns`),`mdi:grid`);return r.length===0?null:F(r,3)}function J(e){return k(`alerts`,{...N(e),range:`week`})}function Y({localize:e},n){return F([P({text:t(e,`card_view_now`),icon:`mdi:heart-pulse`}),k(`person`,N(n)),...n.may_write?[J(n)]:[],k(`care`,N(n))])}function ie({localize:e},n){let r=V(n);return F([P({text:t(e,`card_view_risks`),icon:`mdi:chart-bell-curve-cumulative`}),...r.map((e,t)=>k(`risk`,{...N(n),assessment:e},A(t,r.length)))],2)}function ae({localize:e},n){return F([...n.may_write?[P({text:t(e,`card_view_enter`),icon:`mdi:pencil-plus-outline`}),k(`entry`,N(n))]:[P({text:t(e,`card_view_alerts`),icon:`mdi:bell-outline`}),J(n)],...K(n,`distribution`,t(e,`card_view_spread`),`mdi:chart-histogram`)])}function oe({localize:e},n){return F([P({text:t(e,`card_view_quality`),icon:`mdi:transit-connection-variant`}),k(`sources`,N(n))],3)}function se(e,n){let r=[z(e),...[Y,G,ae,ie,q,oe].map(t=>t(e,n))],{hass:i,localize:a}=e;return I(r,3,{badges:[...R(i,n,`alert_level`,t(a,`card_view_alerts`)),...R(i,n,`data_quality`,t(a,`card_view_badge_quality`)),...R(i,n,`last_measurement`,t(a,`card_view_badge_measured`))]})}var ce=8,le=[`heart_rate`,`spo2`,`glucose`,`systolic`,`diastolic`,`respiratory_rate`,`temperature`,`weight`],ue=6,X=3;function de(e){let t=le.filter(t=>e.vitals.includes(t));return t.slice(0,t.includes(`diastolic`)?7:ue)}function fe(e){let{house:n,hass:r,localize:i,pages:a}=e,o=y(n.people),s=n.people.length,c=a.has(`alerts`)?pe(e):null,l=(e,n)=>L(F([k(`person`,{...N(e),vitals:de(e),scores:[`news2`]}),P({text:t(i,`card_view_more`,{name:e.name}),icon:`mdi:chart-line`,to:o.get(e.person_id),small:!0})],c===null?j(n,s):1),e,r);if(s>ce){let t=c===null?null:F(c,X);return I([z(e),F([Z(e)],X),t],X)}let u=c===null?null:F(c,M(s));return I([z(e),...n.people.map(l),u],2)}function pe({house:e,whole:t}){return t?[k(`alerts`,{range:`week`})]:e.people.map(e=>k(`alerts`,{...N(e),range:`week`},12))}function Z({house:e,whole:t}){let n=y(e.people),r=e.people.every(e=>n.get(e.person_id)===`person-${v(e.name)}`);return k(`wall`,{...t?{}:{devices:e.people.flatMap(e=>e.device_id??[])},...r?{person_path:`person-{name}`}:{}})}function me(e){return I([z(e),F([Z(e)],4)],4)}function Q(e,t,n=j){let{house:r,hass:i}=e,a=y(r.people);return r.people.map((e,o)=>{let s=n(o,r.people.length);return L(F([P({text:e.name,icon:`mdi:account-heart`,to:a.get(e.person_id)}),...t(e,s)],s),e,i)})}function $(e,t={}){return n=>I([z(n),...Q(n,n=>[k(e,{...N(n),...t})])],2)}function he(e){let{localize:n}=e,r=(e,t)=>V(e).map((n,r,i)=>k(`risk`,{...N(e),assessment:n},t===1?`full`:A(r,i.length))),i=[P({text:t(n,`card_view_models`),icon:`mdi:scale-balance`}),k(`models`)];return I([z(e),...Q(e,r),F(i,2)],2)}function ge(e){let{house:t}=e,n=Q(e,e=>[k(`analytics`,{...N(e),show:[`engagement`,`trends`]})],()=>1),r=[P({text:`HealthSense`,icon:`mdi:home-heart`}),k(`analytics`,{show:[`system`]})];return I([z(e),...n,F(r,M(t.people.length))],2)}function _e({house:e,whole:t}){let[n]=e.people,r=e.people.length===1&&n!==void 0?N(n):{},i=t||e.people.length===1?{}:{people:e.people.map(e=>e.person_id)};return{type:`panel`,cards:[{type:`custom:healthsense-kiosk-card`,...r,...i}]}}var ve={overview:fe,carer:me,kiosk:_e,sources:$(`sources`),simulation:e=>I([z(e),F([k(`simulation`)],2)],2),risk:he,alerts:$(`alerts`,{range:`month`}),settings:$(`settings`),analytics:ge};async function ye(e,n,r){let[i,a]=await Promise.all([u(r),g(r)]),o=l(i,()=>h(n)),s={...a,people:x(a.people,o.people)},c={hass:r,localize:i,house:s,whole:s.people.length===a.people.length,pages:S(o,r,s)};if(e!==`person`)return ve[e](c);let[d]=x(a.people,[o.person??``]);return d===void 0?I([F([{type:`markdown`,content:t(i,s.failure===null?`card_gone`:`card_not_running`),grid_options:{columns:`full`}}])],2):se(c,d)}export{C as dashboard,ne as editor,ye as view};