var e=globalThis,t=e.ShadowRoot&&(e.ShadyCSS===void 0||e.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,n=Symbol(),r=new WeakMap,i=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==n)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,n=this.t;if(t&&e===void 0){let t=n!==void 0&&n.length===1;t&&(e=r.get(n)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&r.set(n,e))}return e}toString(){return this.cssText}},a=e=>new i(typeof e==`string`?e:e+``,void 0,n),o=(e,...t)=>new i(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,n),s=(n,r)=>{if(t)n.adoptedStyleSheets=r.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let t of r){let r=document.createElement(`style`),i=e.litNonce;i!==void 0&&r.setAttribute(`nonce`,i),r.textContent=t.cssText,n.appendChild(r)}},c=t?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return a(t)})(e):e,{is:l,defineProperty:u,getOwnPropertyDescriptor:d,getOwnPropertyNames:f,getOwnPropertySymbols:p,getPrototypeOf:m}=Object,h=globalThis,ee=h.trustedTypes,te=ee?ee.emptyScript:``,ne=h.reactiveElementPolyfillSupport,g=(e,t)=>e,_={toAttribute(e,t){switch(t){case Boolean:e=e?te:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},re=(e,t)=>!l(e,t),ie={attribute:!0,type:String,converter:_,reflect:!1,useDefault:!1,hasChanged:re};Symbol.metadata??=Symbol(`metadata`),h.litPropertyMetadata??=new WeakMap;var v=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=ie){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&u(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=d(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??ie}static _$Ei(){if(this.hasOwnProperty(g(`elementProperties`)))return;let e=m(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(g(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(g(`properties`))){let e=this.properties,t=[...f(e),...p(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(c(e))}else e!==void 0&&t.push(c(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?_:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?_:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??re)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};v.elementStyles=[],v.shadowRootOptions={mode:`open`},v[g(`elementProperties`)]=new Map,v[g(`finalized`)]=new Map,ne?.({ReactiveElement:v}),(h.reactiveElementVersions??=[]).push(`2.1.2`);var y=globalThis,ae=e=>e,b=y.trustedTypes,oe=b?b.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,se=`$lit$`,x=`lit$${Math.random().toFixed(9).slice(2)}$`,ce=`?`+x,le=`<${ce}>`,S=document,C=()=>S.createComment(``),w=e=>e===null||typeof e!=`object`&&typeof e!=`function`,ue=Array.isArray,de=e=>ue(e)||typeof e?.[Symbol.iterator]==`function`,T=`[ 	
\f\r]`,E=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,fe=/-->/g,pe=/>/g,D=RegExp(`>|${T}(?:([^\\s"'>=/]+)(${T}*=${T}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),me=/'/g,he=/"/g,ge=/^(?:script|style|textarea|title)$/i,O=(e=>(t,...n)=>({_$litType$:e,strings:t,values:n}))(1),k=Symbol.for(`lit-noChange`),A=Symbol.for(`lit-nothing`),_e=new WeakMap,j=S.createTreeWalker(S,129);function ve(e,t){if(!ue(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return oe===void 0?t:oe.createHTML(t)}var ye=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=E;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===E?c[1]===`!--`?o=fe:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=D):(ge.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=D):o=pe:o===D?c[0]===`>`?(o=i??E,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?D:c[3]===`"`?he:me):o===he||o===me?o=D:o===fe||o===pe?o=E:(o=D,i=void 0);let d=o===D&&e[t+1].startsWith(`/>`)?` `:``;a+=o===E?n+le:l>=0?(r.push(s),n.slice(0,l)+se+n.slice(l)+x+d):n+x+(l===-2?t:d)}return[ve(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},be=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=ye(t,n);if(this.el=e.createElement(l,r),j.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=j.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(se)){let t=u[o++],n=i.getAttribute(e).split(x),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?Ce:r[1]===`?`?we:r[1]===`@`?Te:N}),i.removeAttribute(e)}else e.startsWith(x)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(ge.test(i.tagName)){let e=i.textContent.split(x),t=e.length-1;if(t>0){i.textContent=b?b.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],C()),j.nextNode(),c.push({type:2,index:++a});i.append(e[t],C())}}}else if(i.nodeType===8){if(i.data===ce)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(x,e+1))!==-1;)c.push({type:7,index:a}),e+=x.length-1}}a++}}static createElement(e,t){let n=S.createElement(`template`);return n.innerHTML=e,n}};function M(e,t,n=e,r){if(t===k)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=w(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=M(e,i._$AS(e,t.values),i,r)),t}var xe=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??S).importNode(t,!0);j.currentNode=r;let i=j.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new Se(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Ee(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=j.nextNode(),a++)}return j.currentNode=S,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},Se=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=A,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=M(this,e,t),w(e)?e===A||e==null||e===``?(this._$AH!==A&&this._$AR(),this._$AH=A):e!==this._$AH&&e!==k&&this._(e):e._$litType$===void 0?e.nodeType===void 0?de(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==A&&w(this._$AH)?this._$AA.nextSibling.data=e:this.T(S.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=be.createElement(ve(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new xe(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=_e.get(e.strings);return t===void 0&&_e.set(e.strings,t=new be(e)),t}k(t){ue(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(C()),this.O(C()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=ae(e).nextSibling;ae(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},N=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=A,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=A}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=M(this,e,t,0),a=!w(e)||e!==this._$AH&&e!==k,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=M(this,r[n+o],t,o),s===k&&(s=this._$AH[o]),a||=!w(s)||s!==this._$AH[o],s===A?e=A:e!==A&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===A?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},Ce=class extends N{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===A?void 0:e}},we=class extends N{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==A)}},Te=class extends N{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=M(this,e,t,0)??A)===k)return;let n=this._$AH,r=e===A&&n!==A||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==A&&(n===A||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Ee=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){M(this,e)}},De=y.litHtmlPolyfillSupport;De?.(be,Se),(y.litHtmlVersions??=[]).push(`3.3.3`);var Oe=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new Se(t.insertBefore(C(),e),e,void 0,n??{})}return i._$AI(e),i},ke=globalThis,P=class extends v{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Oe(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return k}};P._$litElement$=!0,P.finalized=!0,ke.litElementHydrateSupport?.({LitElement:P});var Ae=ke.litElementPolyfillSupport;Ae?.({LitElement:P}),(ke.litElementVersions??=[]).push(`4.2.2`);var je=e=>(t,n)=>{n===void 0?customElements.define(e,t):n.addInitializer(()=>{customElements.define(e,t)})},Me={attribute:!0,type:String,converter:_,reflect:!1,hasChanged:re},Ne=(e=Me,t,n)=>{let{kind:r,metadata:i}=n,a=globalThis.litPropertyMetadata.get(i);if(a===void 0&&globalThis.litPropertyMetadata.set(i,a=new Map),r===`setter`&&((e=Object.create(e)).wrapped=!0),a.set(n.name,e),r===`accessor`){let{name:r}=n;return{set(n){let i=t.get.call(this);t.set.call(this,n),this.requestUpdate(r,i,e,!0,n)},init(t){return t!==void 0&&this.C(r,void 0,e,t),t}}}if(r===`setter`){let{name:r}=n;return function(n){let i=this[r];t.call(this,n),this.requestUpdate(r,i,e,!0,n)}}throw Error(`Unsupported decorator location: `+r)};function F(e){return(t,n)=>typeof n==`object`?Ne(e,t,n):((e,t,n)=>{let r=t.hasOwnProperty(n);return t.constructor.createProperty(n,e),r?Object.getOwnPropertyDescriptor(t,n):void 0})(e,t,n)}function I(e){return F({...e,state:!0,attribute:!1})}var Pe=[`common`,`entity`,`exceptions`,`selector`],L=new Map;function R(e){let t=L.get(e.language);return t===void 0&&(t=Fe(e).catch(t=>{throw L.delete(e.language),t}),L.set(e.language,t)),t}async function Fe(e){let t=e.localize;for(let n of Pe)t=await e.loadBackendTranslation(n,`healthsense`);return t}function z(e,t,n){return e(`component.healthsense.common.${t}`,n)}function B(e,t,n){return e(`component.healthsense.selector.${t}.options.${n}`)}var Ie=`component.healthsense.config_subentries.person.step`,Le=[`background`,`laboratory`,`profile`],Re=[`ada`,`chest_pain`,`findrisc`,`lifestyle`],ze=[[/^(.+)_baseline$/,`card_of_baseline`],[/^(.+)_mean$/,`card_of_mean`],[/^(.+)_before$/,`card_of_before`],[/^night_(.+)$/,`card_of_night`],[/^(.+)_now$/,null]],Be={age:`card_fact_age`,cuff_readings:`card_fact_cuff_readings`,events:`card_fact_events`,model:`card_fact_model`,recording_hours:`card_fact_recording_hours`},Ve={pulse:`heart_rate`};function He(e){return e.loadBackendTranslation(`config_subentries`,`healthsense`)}function V(e,t){return Ue(e,Ve[t]??t)??t.replaceAll(`_`,` `)}function Ue(e,t){let n=Be[t],r=[B(e,`vital`,t),B(e,`assessment`,t),n===void 0?``:z(e,n),z(e,`advice_fact_${t}`),...Le.map(n=>e(`${Ie}.${n}.data.${t}`)),...Re.map(n=>e(`${Ie}.questionnaire.data.${n}_${t}`))].find(Boolean);if(r!==void 0)return r;for(let[n,r]of ze){let i=n.exec(t)?.[1],a=i===void 0?void 0:Ue(e,i);if(a!==void 0)return r!==null&&z(e,r,{name:a})||a}}function We(e,t){return B(e,`alert_rule`,t)||t.replaceAll(`_`,` `)}function Ge(e,t){return B(e,`alert_cause`,t)||t}function Ke(e,t){return B(e,`alert_level`,t)||t}function qe(e,t,n){let r=`component.healthsense.entity.sensor.${t}`;return[e(`${r}.state.${n}`),e(`${r}.state_attributes.band.state.${n}`),B(e,t,n),B(e,`yes_no`,n)].find(Boolean)??n.replaceAll(`_`,` `)}function H(e,t,n,r){let i=`component.healthsense.entity.sensor`,a=`state_attributes.${n}.${r===void 0?`name`:`state.${r}`}`;return e(`${i}.${t}.${a}`)||e(`${i}.news2.${a}`)||(r??n).replaceAll(`_`,` `)}var U=3;function Je(e){if(e===U)return{code:U,message:``};if(typeof e==`object`&&e&&`code`in e){let{code:t}=e;if(typeof t==`string`||typeof t==`number`)return{message:``,...e,code:t}}return{code:`unknown`,message:e instanceof Error?e.message:``}}function Ye(e){return[`not_ready`,`unknown_command`,U].includes(e.code)}function W(e,t){return e.code===U?z(t,`card_no_connection`):e.code===`unknown_command`?z(t,`card_not_set_up`):e.code===`not_ready`?z(t,`card_not_running`):z(t,`card_failed`,{reason:Xe(e,t)})}function Xe(e,t){let n=e.translation_key;return((n===void 0?``:t(`component.healthsense.exceptions.${n}.message`,e.translation_placeholders??{}))||e.message||String(e.code)).replace(/\.$/,``)}var G=2e3,Ze=3e4,Qe=5e3;function $e(e,t){if(t.type===`gone`)return null;if(t.type===`snapshot`){let{type:e,...n}=t;return n}if(e===null)return null;let n={...e.current};for(let[e,r]of Object.entries(t.current))r===null?Reflect.deleteProperty(n,e):n[e]=r;return{...e,time:t.time,current:n,assessments:{...e.assessments,...t.assessments},alerts:t.alerts??e.alerts}}var et=class{constructor(e,t){this.connection=e,this.personId=t,this._state={person:null,connected:!0,gone:!1,failure:null},this.listeners=new Set,this.leave=null,this.retryMs=G,this.running=!1,this.attempt=0,this.onReady=()=>{this.retryMs=G,this.tell({connected:!0}),this.subscribe()},this.onDisconnected=()=>{this.attempt+=1,this.leave=null,clearTimeout(this.timer),this.tell({connected:!1})}}get state(){return this._state}follow(e){return this.listeners.add(e),this.running||this.start(),e(this._state),()=>{this.listeners.delete(e),this.listeners.size===0&&setTimeout(()=>{this.stopIfAlone()},Qe)}}start(){this.running=!0,this.connection.addEventListener(`ready`,this.onReady),this.connection.addEventListener(`disconnected`,this.onDisconnected),this.connection.connected?this.subscribe():this.tell({connected:!1})}stopIfAlone(){if(this.listeners.size>0||!this.running)return;this.running=!1,this.attempt+=1,clearTimeout(this.timer),this.connection.removeEventListener(`ready`,this.onReady),this.connection.removeEventListener(`disconnected`,this.onDisconnected);let e=this.leave;this.leave=null,e?.().catch(()=>void 0),this._state={person:null,connected:!0,gone:!1,failure:null}}async subscribe(){let e=++this.attempt;clearTimeout(this.timer);try{let t=await this.connection.subscribeMessage(t=>{e===this.attempt&&this.on(t)},{type:`healthsense/subscribe`,person_id:this.personId},{resubscribe:!1});e===this.attempt?this.leave=t:t().catch(()=>void 0)}catch(t){e===this.attempt&&this.failed(Je(t))}}failed(e){this.tell({failure:e}),Ye(e)&&this.connection.connected&&(this.timer=setTimeout(()=>void this.subscribe(),this.retryMs),this.retryMs=Math.min(this.retryMs*2,Ze))}on(e){this.retryMs=G,this.tell({person:$e(this._state.person,e),gone:e.type===`gone`,failure:null})}tell(e){this._state={...this._state,...e};for(let e of[...this.listeners])e(this._state)}},tt=new WeakMap;function nt(e,t){let n=tt.get(e);n===void 0&&tt.set(e,n=new Map);let r=n.get(t);return r===void 0&&n.set(t,r=new et(e,t)),r}var rt={comma_decimal:`en`,decimal_comma:`de`,space_comma:`fr`,quote_decimal:`de-CH`,system:void 0},it={"°C>°F":[1.8,32,1],"kg>lb":[2.2046226,0,1],"kg>st":[.157473,0,2],"mg/dL>mmol/L":[1/18.0156,0,1],"mmHg>kPa":[.1333224,0,1],"cm>in":[.3937008,0,1],"km>mi":[.6213712,0,2]},at=1,ot=new Set([`bpm`,`/min`,`mmHg`,`mg/dL`,`ms`,`steps`,`kcal`,`flights`]),st=60,ct=3600,lt=24*ct;function K(e,t,n=at){let{number_format:r,language:i}=e.locale,a=r===`none`,o=r in rt?rt[r]:a?`en`:i;return new Intl.NumberFormat(o,{maximumFractionDigits:n,useGrouping:!a}).format(t)}function ut(e,t,n,r,i=at){let a=r===void 0?void 0:it[`${n}>${r}`];if(a===void 0||r===void 0)return{text:K(e,t,i),unit:n};let[o,s,c]=a;return{text:K(e,t*o+s,c),unit:r}}function dt(e,t){return ot.has(t)||e===`spo2`?0:at}function ft(e,t,n){let r=n===void 0?void 0:e.states[n]?.attributes.unit_of_measurement;if(typeof r==`string`)return r;if(t===`°C`)return e.config.unit_system.temperature;if(t===`kg`)return e.config.unit_system.mass}function pt(e,t,n){let r=Math.max(0,Math.round((n-t)/1e3)),i=new Intl.RelativeTimeFormat(e.locale.language,{numeric:`auto`});return r<st?i.format(0,`second`):r<ct?i.format(-Math.round(r/st),`minute`):r<lt?i.format(-Math.round(r/ct),`hour`):i.format(-Math.round(r/lt),`day`)}function q(e,t,n){let{language:r,time_format:i,time_zone:a}=e.locale,o=a===`server`?{timeZone:e.config.time_zone}:{},s=i===`12`?{hour12:!0}:i===`24`?{hour12:!1}:{},c=new Date(t),l=new Intl.DateTimeFormat(r,{dateStyle:`short`,...o}),u=l.format(c)===l.format(new Date(n))?{}:{day:`numeric`,month:`short`};return new Intl.DateTimeFormat(i===`system`?void 0:r,{...u,hour:`numeric`,minute:`2-digit`,...s,...o}).format(c)}function J(e,t,n,r){var i=arguments.length,a=i<3?t:r===null?r=Object.getOwnPropertyDescriptor(t,n):r,o;if(typeof Reflect==`object`&&typeof Reflect.decorate==`function`)a=Reflect.decorate(e,t,n,r);else for(var s=e.length-1;s>=0;s--)(o=e[s])&&(a=(i<3?o(a):i>3?o(t,n,a):o(t,n))||a);return i>3&&a&&Object.defineProperty(t,n,a),a}var mt,ht={unknown:`mdi:help-circle-outline`,good:`mdi:check-circle`,notice:`mdi:information`,warning:`mdi:alert`,urgent:`mdi:alert-octagon`},Y=(mt=class extends P{constructor(...e){super(...e),this.gravity=`unknown`,this.label=``}render(){return O`<ha-icon .icon=${ht[this.gravity]} aria-hidden="true"></ha-icon><span>${this.label}</span>`}},mt.styles=o`
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
  `,mt);J([F({reflect:!0})],Y.prototype,`gravity`,void 0),J([F()],Y.prototype,`label`,void 0),Y=J([je(`healthsense-status`)],Y);var gt=`healthsense-person-card`,X=`healthsense`,_t=[`heart_rate`,`spo2`,`systolic`,`diastolic`,`respiratory_rate`,`temperature`,`glucose`,`weight`,`resting_heart_rate`,`hrv_rmssd`,`hrv_sdnn`,`perfusion_index`,`body_fat`,`waist`,`steps`,`distance`,`active_energy`,`sleep_duration`,`walking_speed`],vt=[`news2`,`bp_category_esc`,`bp_category_acc`,`diabetes_risk`,`heart_disease_risk`,`hypoxia_risk`,`vitals_anomaly`,`illness_signal`,`qsofa`,`shock_index`,`fever`,`map`,`pulse_pressure`,`heart_rate_trend`,`heart_rate_deviation`,`spo2_trend`,`spo2_deviation`,`bmi`,`data_quality`],yt=_t.slice(0,8),bt=[`news2`,`bp_category_esc`];function xt(e){if(typeof e!=`object`||!e)throw Error(`The card needs a configuration.`);let{device_id:t,person_id:n,vitals:r,scores:i}=e;for(let[e,r]of Object.entries({device_id:t,person_id:n}))if(r!==void 0&&typeof r!=`string`)throw Error(`${e} must be a text.`);for(let[e,t]of Object.entries({vitals:r,scores:i})){let n=Array.isArray(t)&&t.every(e=>typeof e==`string`);if(t!==void 0&&!n)throw Error(`${e} must be a list of names.`)}return e}function St(e,t){return t.person_id?t.person_id:t.device_id?Ct(e,t.device_id):void 0}function Ct(e,t){return e.devices[t]?.identifiers?.find(([e])=>e===X)?.[1]}function wt(e){let t=Object.values(e.entities).filter(e=>e.platform===X&&e.translation_key===`overall_status`).map(e=>e.device_id);return[...new Set(t)].filter(e=>e!==void 0)}function Tt(e,t,n){return Object.values(e.entities).find(e=>e.device_id===t&&e.platform===X&&e.translation_key===n)?.entity_id}function Et(e){return{device_id:wt(e)[0]??``}}function Dt(e,t){let n=e.entities[t];return n?.platform!==X||!n.device_id||!wt(e).includes(n.device_id)?null:{config:{type:`custom:${gt}`,device_id:n.device_id}}}var Ot={device_id:`card_field_person`,vitals:`card_field_vitals`,scores:`card_field_scores`};async function kt(){let e=document.querySelector(`home-assistant`)?.hass,t=e===void 0?()=>``:await R(e),n=e=>({select:{multiple:!0,reorder:!0,custom_value:!0,mode:`dropdown`,options:e.map(e=>({value:e,label:V(t,e)}))}}),r=(e,n=``)=>{let r=Ot[e];return r===void 0?void 0:z(t,`${r}${n}`)||void 0};return{schema:[{name:`device_id`,required:!0,selector:{device:{filter:{integration:X},entity:{integration:X,domain:`sensor`}}}},{name:`vitals`,selector:n(_t)},{name:`scores`,selector:n(vt)}],computeLabel:e=>r(e.name),computeHelper:e=>r(e.name,`_help`),assertConfig:xt}}var At={usual:`good`,worth_checking:`warning`,urgent:`urgent`},jt={info:`notice`,warning:`warning`,urgent:`urgent`,critical:`urgent`},Mt=[`unknown`,`good`,`notice`,`warning`,`urgent`],Nt={news2:{low:`good`,low_medium:`notice`,medium:`warning`,high:`urgent`},bp_category_esc:{non_elevated:`good`,elevated:`notice`,hypertension:`warning`},bp_category_acc:{normal:`good`,elevated:`notice`,stage_1:`warning`,stage_2:`warning`,severe:`urgent`},overall_status:At};function Pt(e){return jt[e]}function Ft(e,t){let n=e.assessments.overall_status?.band??`no_data`,r=At[n]??`unknown`,i=e.alerts?.level??`none`;return i!==`none`&&Mt.indexOf(jt[i])>Mt.indexOf(r)?{gravity:jt[i],label:Ke(t,i)}:{gravity:r,label:It(t,`overall_status`,n)}}function It(e,t,n){return e(`component.healthsense.entity.sensor.${t}.state.${n}`)||H(e,t,`band`,n)}function Z(e,t,n,r,i,a,o){return typeof r==`string`?{text:qe(t,n,r),unit:``}:ut(e,r,i,ft(e,i,a),o)}function Lt(e,t,n,r=yt){let i=[],{systolic:a,diastolic:o}=n.current,s=a!==void 0&&a.measured_at===o?.measured_at;for(let a of r.length>0?r:yt){let c=n.current[a];if(c===void 0||a===`diastolic`&&s&&r.includes(`systolic`))continue;let l=Tt(e,n.device_id,a),u=V(t,a),d=dt(a,c.unit),f=Z(e,t,a,c.value,c.unit,l,d);if(a===`systolic`&&s){let n=Z(e,t,`diastolic`,o.value,o.unit,l,d);u=z(t,`advice_measure_blood_pressure`),f={text:`${f.text}/${n.text}`,unit:f.unit}}i.push({key:a,name:u,shown:f,reading:c,entityId:l})}return i}function Rt(e,t,n){let{assessment:r,value:i,lower:a,upper:o,band:s,refused:c,unit:l}=n,u={key:r,name:V(t,r),assessment:n};if(c!==null)return{...u,value:``,status:{gravity:`unknown`,label:H(t,r,`refused`,c)}};let d=i===null,f=s===null?void 0:Nt[r]?.[s],p=s===null?null:{gravity:f===void 0||d&&f===`good`?`unknown`:f,label:It(t,r,s)},m=l===``?``:` ${l}`;if(typeof i==`number`)return{...u,value:K(e,i)+m,status:p};if(d&&a!==null&&o!==null){let n={low:K(e,a),high:K(e,o)};return{...u,value:z(t,`card_between`,n)+m,status:p}}return{...u,value:``,status:p??{gravity:`unknown`,label:z(t,`card_no_answer`)}}}function zt(e){let t=[`critical`,`urgent`,`warning`,`info`],n=[...e.filter(e=>e.met!==null&&e.suppressed===null)].sort((e,n)=>t.indexOf(e.level)-t.indexOf(n.level));return n.filter((e,t)=>n.findIndex(t=>(t.vital??t.rule)===(e.vital??e.rule))===t)}var Bt=[15,60],Vt=3;function Ht(e){let t=e.person.alerts?.open??[];return O`<ul
    class="alerts"
    role="list"
    ?data-none=${t.length===0}
    aria-live="polite"
    aria-label=${z(e.localize,`card_alerts`)}
  >
    ${t.map(t=>Ut(e,t))}
  </ul>`}function Ut(e,t){let{hass:n,localize:r,nowMs:i}=e,a=Pt(t.level),o=Ge(r,t.cause),s=t.snoozed_until!==null&&Date.parse(t.snoozed_until)>i?t.snoozed_until:null,c=e.failed.get(t.id),l=[...t.acknowledged_by===null?[Wt(e,t,z(r,`notice_action_acknowledge`),{do:`acknowledge`},!0)]:[],...s===null?Bt.map(n=>Wt(e,t,z(r,`notice_action_snooze`,{minutes:n}),{do:`snooze`,minutes:n})):[]];return O`<li class="alert" data-gravity=${a} aria-busy=${e.busy.has(t.id)?`true`:`false`}>
    <div class="alert-head">
      <healthsense-status .gravity=${a} .label=${Ke(r,t.level)}></healthsense-status>
      <strong>${o}</strong>
      <span class="note"
        >${z(r,`card_since`,{time:q(n,t.raised??t.began,i)})}</span
      >
    </div>
    ${t.test?O`<p>${z(r,`notice_test`)}</p>`:A}
    ${zt(t.reasons).slice(0,Vt).map(t=>O`<p>${Gt(e,t)}</p>`)}
    ${t.acknowledged_by===null?A:O`<p>
            ${z(r,`notice_acknowledged`,{who:t.acknowledged_by_name??z(r,`notice_somebody`)})}
          </p>`}
    ${s===null?A:O`<p>${z(r,`notice_snoozed`,{time:q(n,s,i)})}</p>`}
    ${l.length===0?A:O`<div class="actions">${l}</div>`}
    ${c===void 0?A:O`<p class="failure" role="alert">${c}</p>`}
  </li>`}function Wt(e,t,n,r,i=!1){return O`<button
    class=${i?`main`:``}
    ?disabled=${e.busy.has(t.id)}
    aria-label="${n}: ${Ge(e.localize,t.cause)}"
    @click=${()=>{e.send(t,r)}}
  >
    ${n}
  </button>`}function Gt(e,t){let{hass:n,localize:r,person:i,nowMs:a}=e;if(t.vital===null||t.value===null)return We(r,t.rule);let o=Tt(n,i.device_id,t.vital),s=e=>{let{text:i,unit:a}=Z(n,r,t.vital??``,e,t.unit??``,o);return a===``?i:`${i} ${a}`},c=z(r,`notice_value`,{vital:V(r,t.vital),value:s(t.value),time:q(n,t.time,a)}),l=t.worst??t.value;return t.limit===null||typeof l!=`number`?c:`${c} ${z(r,l<t.limit?`notice_limit_low`:`notice_limit_high`,{limit:s(t.limit)})}`}function Kt(e,t,n,r){let i=[],a=(e,r)=>{i.push([H(t,n.assessment,e),r])};return n.refused!==null&&a(`refused`,H(t,n.assessment,`refused`,n.refused)),n.missing.length>0&&a(`missing`,n.missing.map(e=>V(t,e)).join(`, `)),n.coverage!==null&&a(`coverage`,`${K(e,n.coverage*100,0)} %`),n.confidence!==null&&a(`confidence`,H(t,n.assessment,`confidence`,n.confidence)),O`
    ${e.language.startsWith(`en`)&&n.explanation!==``?O`<p>${n.explanation}</p>`:A}
    ${n.inputs.length>0?qt(e,t,n,r):A}
    <dl>
      ${i.map(([e,t])=>O`<div>
            <dt>${e}</dt>
            <dd>${t}</dd>
          </div>`)}
    </dl>
  `}function qt(e,t,n,r){return O`<table>
    <caption>
      ${H(t,n.assessment,`inputs`)}
    </caption>
    <tbody>
      ${n.inputs.map(n=>Jt(e,t,n,r))}
    </tbody>
  </table>`}function Jt(e,t,n,r){let i=Z(e,t,n.key,n.value,n.unit),a=n.points?O`<span class="note">${z(t,`card_points`,{points:K(e,n.points,2)})}</span>`:A;return O`<tr>
    <th scope="row">${V(t,n.key)}</th>
    <td><bdi>${i.text} ${i.unit}</bdi>${a}</td>
    <td>${n.measured_at===void 0?``:pt(e,Date.parse(n.measured_at),r)}</td>
  </tr>`}var Yt=o`
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
  }
  h3,
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  ul {
    list-style: none;
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
  button:focus-visible {
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
    font-size: var(--ha-font-size-m, 14px);
  }
  .vital .value {
    font-size: 32px;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
  }
  .vital .unit {
    font-size: var(--ha-font-size-m, 14px);
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
  }
  .score + .score {
    border-top: 1px solid var(--divider-color);
  }
  .score .name {
    flex: 1;
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
    .vital .value {
      font-size: 26px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .toggle ha-icon {
      transition: none;
    }
  }
`,Q,Xt=15e3;function Zt(e,t){return t?.connection!==e.connection||t.language!==e.language||t.locale!==e.locale||t.localize!==e.localize||t.entities!==e.entities||t.devices!==e.devices||t.config!==e.config}var $=(Q=class extends P{constructor(...e){super(...e),this.unfolded=``,this.busy=new Set,this.failed=new Map,this.facts=``}setConfig(e){this.config=xt(e)}getCardSize(){return 6}getGridOptions(){return{columns:12,min_columns:6}}connectedCallback(){super.connectedCallback(),this.clock=setInterval(()=>{this.requestUpdate()},Xt),this.follow()}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.clock),this.unfollow()}willUpdate(e){(e.has(`hass`)||e.has(`config`))&&(this.follow(),this.loadWords())}follow(){let e=this.hass?.connection,t=this.hass&&this.config&&St(this.hass,this.config);if(this.followed?.connection===e&&this.followed?.personId===t||(this.unfollow(),e===void 0||!t||!this.isConnected))return;let n=nt(e,t).follow(e=>{this.live=e});this.followed={connection:e,personId:t,leave:n}}unfollow(){this.followed?.leave(),this.followed=void 0,this.live=void 0}async loadWords(){let{hass:e}=this;if(e!==void 0)try{let t=await R(e);e.language===this.hass?.language&&(this.localize=t)}catch{}}async loadFacts(){let{hass:e}=this;if(e!==void 0&&this.facts!==e.language){this.facts=e.language;try{let t=await He(e);e.language===this.hass?.language&&(this.localize=t)}catch{this.facts=``}}}async send(e,t,n){let{hass:r,localize:i}=this;if(r===void 0||i===void 0||this.busy.has(t.id))return;this.busy=new Set([...this.busy,t.id]);let a=new Map(this.failed);a.delete(t.id);try{await r.connection.sendMessagePromise({type:`healthsense/alert`,person_id:e.person_id,alert:t.id,do:n.do,...n.do===`snooze`?{duration:n.minutes*60}:{}})}catch(e){a.set(t.id,W(Je(e),i))}this.failed=a,this.busy=new Set([...this.busy].filter(e=>e!==t.id))}render(){let{hass:e,localize:t}=this;if(e===void 0||t===void 0||this.config===void 0)return O`<ha-card></ha-card>`;let n=this.live?.person??null;return n===null?O`<ha-card><section>${$t(this.trouble(e,t))}</section></ha-card>`:O`<ha-card
      ><section aria-label=${n.name}>${this.whole(e,t,this.config,n)}</section></ha-card
    >`}trouble(e,t){if(this.config===void 0||St(e,this.config)===void 0)return z(t,`card_choose_person`);if(this.live?.gone)return z(t,`card_gone`);if(this.live?.connected===!1)return z(t,`card_no_connection`);let n=this.live?.failure;return n?n.code===`not_found`?`${Xe(n,t)}. ${z(t,`card_choose_person`)}`:W(n,t):z(t,`card_waiting`)}whole(e,t,n,r){let i=Date.now(),a=Lt(e,t,r,n.vitals),o=(n.scores?.length?n.scores:bt).flatMap(e=>e===`overall_status`?[]:r.assessments[e]??[]),s=r.assessments.overall_status,c=Ft(r,t);return O`
      <div class="head">
        <h2>${r.name}</h2>
        ${s===void 0?Qt(c):this.toggle(`overall_status`,Qt(c))}
      </div>
      ${this.rests(e,t,s,i)} ${this.banner(e,t,r,i)}
      ${Ht({hass:e,localize:t,person:r,nowMs:i,busy:this.busy,failed:this.failed,send:(e,t)=>void this.send(r,e,t)})}
      <h3>${z(t,`card_readings`)}</h3>
      ${a.length===0?$t(z(t,`card_no_readings`)):O`<ul class="vitals" role="list">
              ${a.map(n=>O`<li>${this.vital(e,t,n,i)}</li>`)}
            </ul>`}
      ${o.length===0?A:O`<h3>${z(t,`card_scores`)}</h3>
              <ul role="list">
                ${o.map(n=>O`<li class="score">${this.score(e,t,n,i)}</li>`)}
              </ul>`}
    `}banner(e,t,n,r){if(this.live?.connected===!1&&n.time!==null)return O`<p class="banner" role="status">${z(t,`card_known_at`,{time:q(e,n.time,r)})}</p>`;if(this.live?.failure)return O`<p class="banner" role="status">${W(this.live.failure,t)}</p>`;let i=n.alerts?.paused_until;return i?O`<p class="banner">${z(t,`card_paused`,{time:q(e,i,r)})}</p>`:A}vital(e,t,n,r){let{fresh:i,measured_at:a,quality:o}=n.reading,s=pt(e,Date.parse(a),r),c=O`
      <span class="name">${n.name}</span>
      <span class="value"
        ><bdi
          >${n.shown.text}${n.shown.unit===``?``:O` <span class="unit">${n.shown.unit}</span>`}</bdi
        ></span
      >
      <span class="fresh">
        <ha-icon .icon=${i?`mdi:check-circle-outline`:`mdi:clock-alert-outline`} aria-hidden="true"></ha-icon>
        <span>
          ${i?O`<span class="spoken">${z(t,`card_current`)}, </span>`:O`${z(t,`card_old`)}, `}${s}
        </span>
      </span>
      ${o===void 0?A:O`<span class="note">${z(t,`card_signal`,{quality:o})}</span>`}
    `,l=`vital ${i?``:`old`}`;return n.entityId===void 0?O`<div class=${l}>${c}</div>`:O`<button
      class=${l}
      @click=${()=>{this.more(n.entityId)}}
    >
      ${c}
    </button>`}score(e,t,n,r){let i=Rt(e,t,n);return O`${this.toggle(i.key,O`<span class="name">${i.name}</span> ${i.value===``?A:O`<bdi>${i.value}</bdi>`}
        ${i.status===null?A:Qt(i.status)}`)}${this.rests(e,t,n,r)}`}toggle(e,t){let n=this.unfolded===e;return O`<button
      class="toggle"
      aria-expanded=${n?`true`:`false`}
      aria-controls="rests-${e}"
      @click=${()=>{this.unfolded=n?``:e,this.loadFacts()}}
    >
      ${t}<ha-icon .icon=${`mdi:chevron-down`} aria-hidden="true"></ha-icon>
    </button>`}rests(e,t,n,r){if(n===void 0)return A;let i=this.unfolded===n.assessment;return O`<div class="rests" id="rests-${n.assessment}" ?hidden=${!i}>
      ${i?Kt(e,t,n,r):A}
    </div>`}more(e){let t={entityId:e};this.dispatchEvent(new CustomEvent(`hass-more-info`,{detail:t,bubbles:!0,composed:!0}))}},Q.styles=Yt,Q.getConfigForm=kt,Q.getStubConfig=Et,Q);J([F({attribute:!1,hasChanged:Zt})],$.prototype,`hass`,void 0),J([I()],$.prototype,`config`,void 0),J([I()],$.prototype,`live`,void 0),J([I()],$.prototype,`localize`,void 0),J([I()],$.prototype,`unfolded`,void 0),J([I()],$.prototype,`busy`,void 0),J([I()],$.prototype,`failed`,void 0),$=J([je(`healthsense-person-card`)],$);function Qt(e){return O`<healthsense-status .gravity=${e.gravity} .label=${e.label}></healthsense-status>`}function $t(e){return O`<p class="message" role="status">${e}</p>`}var en=`https://github.com/healthsense-home/healthsense/blob/main/docs/cards.md`;function tn(){let e={type:gt,name:`HealthSense: a person now`,description:`Vital signs, status, alerts and scores of one person, live.`,preview:!0,documentationURL:en,getEntitySuggestion:Dt};window.customCards??=[],window.customCards.some(e=>e.type===`healthsense-person-card`)||(window.customCards.push(e),nn(e))}async function nn(e){await customElements.whenDefined(`home-assistant`);let t=document.querySelector(`home-assistant`)?.hass;if(t!==void 0)try{let n=await R(t);e.name=z(n,`card_person_name`)||e.name,e.description=z(n,`card_person_description`)||e.description}catch{}}tn();