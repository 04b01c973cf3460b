var e=globalThis,t=e.ShadowRoot&&(e.ShadyCSS===void 0||e.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,n=Symbol(),r=new WeakMap,i=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==n)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,n=this.t;if(t&&e===void 0){let t=n!==void 0&&n.length===1;t&&(e=r.get(n)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&r.set(n,e))}return e}toString(){return this.cssText}},a=e=>new i(typeof e==`string`?e:e+``,void 0,n),o=(e,...t)=>new i(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,n),s=(n,r)=>{if(t)n.adoptedStyleSheets=r.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let t of r){let r=document.createElement(`style`),i=e.litNonce;i!==void 0&&r.setAttribute(`nonce`,i),r.textContent=t.cssText,n.appendChild(r)}},c=t?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return a(t)})(e):e,{is:l,defineProperty:u,getOwnPropertyDescriptor:d,getOwnPropertyNames:f,getOwnPropertySymbols:p,getPrototypeOf:m}=Object,h=globalThis,ee=h.trustedTypes,te=ee?ee.emptyScript:``,ne=h.reactiveElementPolyfillSupport,g=(e,t)=>e,_={toAttribute(e,t){switch(t){case Boolean:e=e?te:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},v=(e,t)=>!l(e,t),re={attribute:!0,type:String,converter:_,reflect:!1,useDefault:!1,hasChanged:v};Symbol.metadata??=Symbol(`metadata`),h.litPropertyMetadata??=new WeakMap;var y=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=re){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&u(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=d(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??re}static _$Ei(){if(this.hasOwnProperty(g(`elementProperties`)))return;let e=m(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(g(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(g(`properties`))){let e=this.properties,t=[...f(e),...p(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(c(e))}else e!==void 0&&t.push(c(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?_:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?_:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??v)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};y.elementStyles=[],y.shadowRootOptions={mode:`open`},y[g(`elementProperties`)]=new Map,y[g(`finalized`)]=new Map,ne?.({ReactiveElement:y}),(h.reactiveElementVersions??=[]).push(`2.1.2`);var b=globalThis,ie=e=>e,x=b.trustedTypes,ae=x?x.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,oe=`$lit$`,S=`lit$${Math.random().toFixed(9).slice(2)}$`,se=`?`+S,ce=`<${se}>`,C=document,w=()=>C.createComment(``),T=e=>e===null||typeof e!=`object`&&typeof e!=`function`,le=Array.isArray,ue=e=>le(e)||typeof e?.[Symbol.iterator]==`function`,de=`[ 	
\f\r]`,E=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,fe=/-->/g,pe=/>/g,D=RegExp(`>|${de}(?:([^\\s"'>=/]+)(${de}*=${de}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),me=/'/g,he=/"/g,ge=/^(?:script|style|textarea|title)$/i,O=(e=>(t,...n)=>({_$litType$:e,strings:t,values:n}))(1),k=Symbol.for(`lit-noChange`),A=Symbol.for(`lit-nothing`),_e=new WeakMap,j=C.createTreeWalker(C,129);function ve(e,t){if(!le(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return ae===void 0?t:ae.createHTML(t)}var ye=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=E;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===E?c[1]===`!--`?o=fe:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=D):(ge.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=D):o=pe:o===D?c[0]===`>`?(o=i??E,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?D:c[3]===`"`?he:me):o===he||o===me?o=D:o===fe||o===pe?o=E:(o=D,i=void 0);let d=o===D&&e[t+1].startsWith(`/>`)?` `:``;a+=o===E?n+ce:l>=0?(r.push(s),n.slice(0,l)+oe+n.slice(l)+S+d):n+S+(l===-2?t:d)}return[ve(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},M=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=ye(t,n);if(this.el=e.createElement(l,r),j.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=j.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(oe)){let t=u[o++],n=i.getAttribute(e).split(S),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?xe:r[1]===`?`?Se:r[1]===`@`?Ce:F}),i.removeAttribute(e)}else e.startsWith(S)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(ge.test(i.tagName)){let e=i.textContent.split(S),t=e.length-1;if(t>0){i.textContent=x?x.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],w()),j.nextNode(),c.push({type:2,index:++a});i.append(e[t],w())}}}else if(i.nodeType===8){if(i.data===se)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(S,e+1))!==-1;)c.push({type:7,index:a}),e+=S.length-1}}a++}}static createElement(e,t){let n=C.createElement(`template`);return n.innerHTML=e,n}};function N(e,t,n=e,r){if(t===k)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=T(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=N(e,i._$AS(e,t.values),i,r)),t}var be=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??C).importNode(t,!0);j.currentNode=r;let i=j.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new P(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new we(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=j.nextNode(),a++)}return j.currentNode=C,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},P=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=A,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=N(this,e,t),T(e)?e===A||e==null||e===``?(this._$AH!==A&&this._$AR(),this._$AH=A):e!==this._$AH&&e!==k&&this._(e):e._$litType$===void 0?e.nodeType===void 0?ue(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==A&&T(this._$AH)?this._$AA.nextSibling.data=e:this.T(C.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=M.createElement(ve(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new be(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=_e.get(e.strings);return t===void 0&&_e.set(e.strings,t=new M(e)),t}k(t){le(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(w()),this.O(w()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=ie(e).nextSibling;ie(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},F=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=A,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=A}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=N(this,e,t,0),a=!T(e)||e!==this._$AH&&e!==k,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=N(this,r[n+o],t,o),s===k&&(s=this._$AH[o]),a||=!T(s)||s!==this._$AH[o],s===A?e=A:e!==A&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===A?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},xe=class extends F{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===A?void 0:e}},Se=class extends F{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==A)}},Ce=class extends F{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=N(this,e,t,0)??A)===k)return;let n=this._$AH,r=e===A&&n!==A||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==A&&(n===A||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},we=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){N(this,e)}},Te=b.litHtmlPolyfillSupport;Te?.(M,P),(b.litHtmlVersions??=[]).push(`3.3.3`);var Ee=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new P(t.insertBefore(w(),e),e,void 0,n??{})}return i._$AI(e),i},I=globalThis,L=class extends y{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ee(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return k}};L._$litElement$=!0,L.finalized=!0,I.litElementHydrateSupport?.({LitElement:L});var De=I.litElementPolyfillSupport;De?.({LitElement:L}),(I.litElementVersions??=[]).push(`4.2.2`);var Oe=e=>(t,n)=>{n===void 0?customElements.define(e,t):n.addInitializer(()=>{customElements.define(e,t)})},ke={attribute:!0,type:String,converter:_,reflect:!1,hasChanged:v},Ae=(e=ke,t,n)=>{let{kind:r,metadata:i}=n,a=globalThis.litPropertyMetadata.get(i);if(a===void 0&&globalThis.litPropertyMetadata.set(i,a=new Map),r===`setter`&&((e=Object.create(e)).wrapped=!0),a.set(n.name,e),r===`accessor`){let{name:r}=n;return{set(n){let i=t.get.call(this);t.set.call(this,n),this.requestUpdate(r,i,e,!0,n)},init(t){return t!==void 0&&this.C(r,void 0,e,t),t}}}if(r===`setter`){let{name:r}=n;return function(n){let i=this[r];t.call(this,n),this.requestUpdate(r,i,e,!0,n)}}throw Error(`Unsupported decorator location: `+r)};function R(e){return(t,n)=>typeof n==`object`?Ae(e,t,n):((e,t,n)=>{let r=t.hasOwnProperty(n);return t.constructor.createProperty(n,e),r?Object.getOwnPropertyDescriptor(t,n):void 0})(e,t,n)}function z(e){return R({...e,state:!0,attribute:!1})}var je=[`common`,`entity`,`exceptions`,`selector`],B=new Map;function Me(e){let t=B.get(e.language);return t===void 0&&(t=Ne(e).catch(t=>{throw B.delete(e.language),t}),B.set(e.language,t)),t}async function Ne(e){let t=e.localize;for(let n of je)t=await e.loadBackendTranslation(n,`healthsense`);return t}function V(e,t,n){return e(`component.healthsense.common.${t}`,n)}function H(e,t,n){return e(`component.healthsense.selector.${t}.options.${n}`)}function U(e,t){return H(e,`vital`,t)||H(e,`assessment`,t)||V(e,`advice_fact_${t}`)||t.replaceAll(`_`,` `)}function Pe(e,t){return H(e,`alert_rule`,t)||t.replaceAll(`_`,` `)}function Fe(e,t){return H(e,`alert_cause`,t)||t}function Ie(e,t){return H(e,`alert_level`,t)||t}function Le(e,t,n){return e(`component.healthsense.entity.sensor.${t}.state.${n}`)||n.replaceAll(`_`,` `)}function W(e,t,n,r){let i=`component.healthsense.entity.sensor`,a=`state_attributes.${n}.${r===void 0?`name`:`state.${r}`}`;return e(`${i}.${t}.${a}`)||e(`${i}.news2.${a}`)||(r??n).replaceAll(`_`,` `)}var G=3;function Re(e){if(e===G)return{code:G,message:``};if(typeof e==`object`&&e&&`code`in e){let{code:t}=e;if(typeof t==`string`||typeof t==`number`)return{message:``,...e,code:t}}return{code:`unknown`,message:e instanceof Error?e.message:``}}function ze(e){return[`not_ready`,`unknown_command`,G].includes(e.code)}function Be(e,t){return e.code===G?V(t,`card_no_connection`):e.code===`unknown_command`?V(t,`card_not_set_up`):e.code===`not_ready`?V(t,`card_not_running`):V(t,`card_failed`,{reason:(e.translation_key===void 0?``:t(`component.healthsense.exceptions.${e.translation_key}.message`,e.translation_placeholders??{}))||e.message||String(e.code)})}var Ve=2e3,He=3e4,Ue=5e3;function We(e,t){if(t.type===`gone`)return null;if(t.type===`snapshot`){let{type:e,...n}=t;return n}if(e===null)return null;let n={...e.current};for(let[e,r]of Object.entries(t.current))r===null?Reflect.deleteProperty(n,e):n[e]=r;return{...e,time:t.time,current:n,assessments:{...e.assessments,...t.assessments},alerts:t.alerts??e.alerts}}var Ge=class{constructor(e,t){this.connection=e,this.personId=t,this._state={person:null,connected:!0,gone:!1,failure:null},this.listeners=new Set,this.leave=null,this.retryMs=Ve,this.running=!1,this.attempt=0,this.onReady=()=>{this.retryMs=Ve,this.tell({connected:!0}),this.subscribe()},this.onDisconnected=()=>{this.attempt+=1,this.leave=null,clearTimeout(this.timer),this.tell({connected:!1})}}get state(){return this._state}follow(e){return this.listeners.add(e),this.running||this.start(),e(this._state),()=>{this.listeners.delete(e),this.listeners.size===0&&setTimeout(()=>{this.stopIfAlone()},Ue)}}start(){this.running=!0,this.connection.addEventListener(`ready`,this.onReady),this.connection.addEventListener(`disconnected`,this.onDisconnected),this.connection.connected?this.subscribe():this.tell({connected:!1})}stopIfAlone(){if(this.listeners.size>0||!this.running)return;this.running=!1,this.attempt+=1,clearTimeout(this.timer),this.connection.removeEventListener(`ready`,this.onReady),this.connection.removeEventListener(`disconnected`,this.onDisconnected);let e=this.leave;this.leave=null,e?.().catch(()=>void 0),this._state={person:null,connected:!0,gone:!1,failure:null}}async subscribe(){let e=++this.attempt;clearTimeout(this.timer);try{let t=await this.connection.subscribeMessage(t=>{e===this.attempt&&this.on(t)},{type:`healthsense/subscribe`,person_id:this.personId},{resubscribe:!1});e===this.attempt?this.leave=t:t().catch(()=>void 0)}catch(t){e===this.attempt&&this.failed(Re(t))}}failed(e){this.tell({failure:e}),ze(e)&&this.connection.connected&&(this.timer=setTimeout(()=>void this.subscribe(),this.retryMs),this.retryMs=Math.min(this.retryMs*2,He))}on(e){this.retryMs=Ve,this.tell({person:We(this._state.person,e),gone:e.type===`gone`,failure:null})}tell(e){this._state={...this._state,...e};for(let e of[...this.listeners])e(this._state)}},Ke=new WeakMap;function qe(e,t){let n=Ke.get(e);n===void 0&&Ke.set(e,n=new Map);let r=n.get(t);return r===void 0&&n.set(t,r=new Ge(e,t)),r}var Je={comma_decimal:`en`,decimal_comma:`de`,space_comma:`fr`,quote_decimal:`de-CH`,system:void 0},Ye={"°C>°F":[1.8,32,1],"kg>lb":[2.2046226,0,1],"kg>st":[.157473,0,2],"mg/dL>mmol/L":[1/18.0156,0,1],"mmHg>kPa":[.1333224,0,1],"cm>in":[.3937008,0,1],"km>mi":[.6213712,0,2]},Xe=1,Ze=new Set([`bpm`,`/min`,`mmHg`,`mg/dL`,`ms`,`steps`,`kcal`,`flights`]),Qe=60,$e=3600,et=24*$e;function K(e,t,n=Xe){let{number_format:r,language:i}=e.locale,a=r===`none`,o=r in Je?Je[r]:a?`en`:i;return new Intl.NumberFormat(o,{maximumFractionDigits:n,useGrouping:!a}).format(t)}function tt(e,t,n,r,i=Xe){let a=r===void 0?void 0:Ye[`${n}>${r}`];if(a===void 0||r===void 0)return{text:K(e,t,i),unit:n};let[o,s,c]=a;return{text:K(e,t*o+s,c),unit:r}}function nt(e,t){return Ze.has(t)||e===`spo2`?0:Xe}function rt(e,t,n){let r=n===void 0?void 0:e.states[n]?.attributes.unit_of_measurement;if(typeof r==`string`)return r;if(t===`°C`)return e.config.unit_system.temperature;if(t===`kg`)return e.config.unit_system.mass}function it(e,t,n){let r=Math.max(0,Math.round((n-t)/1e3)),i=new Intl.RelativeTimeFormat(e.locale.language,{numeric:`auto`});return r<Qe?i.format(0,`second`):r<$e?i.format(-Math.round(r/Qe),`minute`):r<et?i.format(-Math.round(r/$e),`hour`):i.format(-Math.round(r/et),`day`)}function q(e,t,n){let{language:r,time_format:i,time_zone:a}=e.locale,o=a===`server`?{timeZone:e.config.time_zone}:{},s=i===`12`?{hour12:!0}:i===`24`?{hour12:!1}:{},c=new Date(t),l=new Intl.DateTimeFormat(r,{dateStyle:`short`,...o}),u=l.format(c)===l.format(new Date(n))?{}:{day:`numeric`,month:`short`};return new Intl.DateTimeFormat(i===`system`?void 0:r,{...u,hour:`numeric`,minute:`2-digit`,...s,...o}).format(c)}function J(e,t,n,r){var i=arguments.length,a=i<3?t:r===null?r=Object.getOwnPropertyDescriptor(t,n):r,o;if(typeof Reflect==`object`&&typeof Reflect.decorate==`function`)a=Reflect.decorate(e,t,n,r);else for(var s=e.length-1;s>=0;s--)(o=e[s])&&(a=(i<3?o(a):i>3?o(t,n,a):o(t,n))||a);return i>3&&a&&Object.defineProperty(t,n,a),a}var at,ot={unknown:`mdi:help-circle-outline`,good:`mdi:check-circle`,notice:`mdi:information`,warning:`mdi:alert`,urgent:`mdi:alert-octagon`},Y=(at=class extends L{constructor(...e){super(...e),this.gravity=`unknown`,this.label=``}render(){return O`<ha-icon .icon=${ot[this.gravity]} aria-hidden="true"></ha-icon><span>${this.label}</span>`}},at.styles=o`
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
  `,at);J([R({reflect:!0})],Y.prototype,`gravity`,void 0),J([R()],Y.prototype,`label`,void 0),Y=J([Oe(`healthsense-status`)],Y);var st=`healthsense-person-card`,X=`healthsense`,ct=[`heart_rate`,`spo2`,`systolic`,`diastolic`,`respiratory_rate`,`temperature`,`glucose`,`weight`,`resting_heart_rate`,`hrv_rmssd`,`hrv_sdnn`,`perfusion_index`,`body_fat`,`waist`,`steps`,`distance`,`active_energy`,`sleep_duration`,`walking_speed`],lt=[`news2`,`bp_category_esc`,`bp_category_acc`,`diabetes_risk`,`heart_disease_risk`,`hypoxia_risk`,`vitals_anomaly`,`illness_signal`,`qsofa`,`shock_index`,`fever`,`map`,`pulse_pressure`,`heart_rate_trend`,`heart_rate_deviation`,`spo2_trend`,`spo2_deviation`,`bmi`,`data_quality`],ut=ct.slice(0,8),dt=[`news2`,`bp_category_esc`];function ft(e){if(typeof e!=`object`||!e)throw Error(`The card needs a configuration.`);let{device_id:t,person_id:n,vitals:r,scores:i}=e;for(let[e,r]of Object.entries({device_id:t,person_id:n}))if(r!==void 0&&typeof r!=`string`)throw Error(`${e} must be a text.`);for(let[e,t]of Object.entries({vitals:r,scores:i})){let n=Array.isArray(t)&&t.every(e=>typeof e==`string`);if(t!==void 0&&!n)throw Error(`${e} must be a list of names.`)}return e}function pt(e,t){return t.person_id?t.person_id:t.device_id?mt(e,t.device_id):void 0}function mt(e,t){return e.devices[t]?.identifiers?.find(([e])=>e===X)?.[1]}function ht(e){let t=Object.values(e.entities).filter(e=>e.platform===X&&e.translation_key===`overall_status`).map(e=>e.device_id);return[...new Set(t)].filter(e=>e!==void 0)}function gt(e,t,n){return Object.values(e.entities).find(e=>e.device_id===t&&e.platform===X&&e.translation_key===n)?.entity_id}function _t(e){return{device_id:ht(e)[0]??``}}function vt(e,t){let n=e.entities[t];return n?.platform!==X||!n.device_id||!ht(e).includes(n.device_id)?null:{config:{type:`custom:${st}`,device_id:n.device_id}}}var yt={device_id:`card_field_person`,vitals:`card_field_vitals`,scores:`card_field_scores`};async function bt(){let e=document.querySelector(`home-assistant`)?.hass,t=e===void 0?()=>``:await Me(e),n=e=>({select:{multiple:!0,reorder:!0,custom_value:!0,mode:`dropdown`,options:e.map(e=>({value:e,label:U(t,e)}))}}),r=(e,n=``)=>{let r=yt[e];return r===void 0?void 0:V(t,`${r}${n}`)||void 0};return{schema:[{name:`device_id`,required:!0,selector:{device:{filter:{integration:X},entity:{integration:X,domain:`sensor`}}}},{name:`vitals`,selector:n(ct)},{name:`scores`,selector:n(lt)}],computeLabel:e=>r(e.name),computeHelper:e=>r(e.name,`_help`),assertConfig:ft}}var xt={usual:`good`,worth_checking:`warning`,urgent:`urgent`},St={info:`notice`,warning:`warning`,urgent:`urgent`,critical:`urgent`},Ct=[`unknown`,`good`,`notice`,`warning`,`urgent`],wt={news2:{low:`good`,low_medium:`notice`,medium:`warning`,high:`urgent`},bp_category_esc:{non_elevated:`good`,elevated:`notice`,hypertension:`warning`},bp_category_acc:{normal:`good`,elevated:`notice`,stage_1:`warning`,stage_2:`warning`,severe:`urgent`},overall_status:xt};function Tt(e){return St[e]}function Et(e,t){let n=e.assessments.overall_status?.band??`no_data`,r=xt[n]??`unknown`,i=e.alerts?.level??`none`;return i!==`none`&&Ct.indexOf(St[i])>Ct.indexOf(r)?{gravity:St[i],label:Ie(t,i)}:{gravity:r,label:Dt(t,`overall_status`,n)}}function Dt(e,t,n){return e(`component.healthsense.entity.sensor.${t}.state.${n}`)||W(e,t,`band`,n)}function Z(e,t,n,r,i,a,o){return typeof r==`string`?{text:Le(t,n,r),unit:``}:tt(e,r,i,rt(e,i,a),o)}function Ot(e,t,n,r=ut){let i=[],{systolic:a,diastolic:o}=n.current,s=a!==void 0&&a.measured_at===o?.measured_at;for(let a of r.length>0?r:ut){let c=n.current[a];if(c===void 0||a===`diastolic`&&s&&r.includes(`systolic`))continue;let l=gt(e,n.device_id,a),u=U(t,a),d=nt(a,c.unit),f=Z(e,t,a,c.value,c.unit,l,d);if(a===`systolic`&&s){let n=Z(e,t,`diastolic`,o.value,o.unit,l,d);u=V(t,`advice_measure_blood_pressure`),f={text:`${f.text}/${n.text}`,unit:f.unit}}i.push({key:a,name:u,shown:f,reading:c,entityId:l})}return i}function kt(e,t,n){let{assessment:r,value:i,lower:a,upper:o,band:s,refused:c,unit:l}=n,u={key:r,name:U(t,r),assessment:n};if(c!==null)return{...u,value:``,status:{gravity:`unknown`,label:W(t,r,`refused`,c)}};let d=i===null,f=s===null?void 0:wt[r]?.[s],p=s===null?null:{gravity:f===void 0||d&&f===`good`?`unknown`:f,label:Dt(t,r,s)},m=l===``?``:` ${l}`;if(typeof i==`number`)return{...u,value:K(e,i)+m,status:p};if(d&&a!==null&&o!==null){let n={low:K(e,a),high:K(e,o)};return{...u,value:V(t,`card_between`,n)+m,status:p}}return{...u,value:``,status:p??{gravity:`unknown`,label:V(t,`card_no_answer`)}}}function At(e){let t=[`critical`,`urgent`,`warning`,`info`],n=[...e.filter(e=>e.met!==null&&e.suppressed===null)].sort((e,n)=>t.indexOf(e.level)-t.indexOf(n.level));return n.filter((e,t)=>n.findIndex(t=>(t.vital??t.rule)===(e.vital??e.rule))===t)}var jt=[15,60],Mt=3;function Nt(e){let t=e.person.alerts?.open??[];return O`<ul
    class="alerts"
    role="list"
    ?data-none=${t.length===0}
    aria-live="polite"
    aria-label=${V(e.localize,`card_alerts`)}
  >
    ${t.map(t=>Pt(e,t))}
  </ul>`}function Pt(e,t){let{hass:n,localize:r,nowMs:i}=e,a=Tt(t.level),o=Fe(r,t.cause),s=t.snoozed_until!==null&&Date.parse(t.snoozed_until)>i?t.snoozed_until:null,c=e.failed.get(t.id),l=[...t.acknowledged_by===null?[Ft(e,t,V(r,`notice_action_acknowledge`),{do:`acknowledge`},!0)]:[],...s===null?jt.map(n=>Ft(e,t,V(r,`notice_action_snooze`,{minutes:n}),{do:`snooze`,minutes:n})):[]];return O`<li class="alert" data-gravity=${a} aria-busy=${e.busy.has(t.id)?`true`:`false`}>
    <div class="alert-head">
      <healthsense-status .gravity=${a} .label=${Ie(r,t.level)}></healthsense-status>
      <strong>${o}</strong>
      <span class="note"
        >${V(r,`card_since`,{time:q(n,t.raised??t.began,i)})}</span
      >
    </div>
    ${t.test?O`<p>${V(r,`notice_test`)}</p>`:A}
    ${At(t.reasons).slice(0,Mt).map(t=>O`<p>${It(e,t)}</p>`)}
    ${t.acknowledged_by===null?A:O`<p>
            ${V(r,`notice_acknowledged`,{who:t.acknowledged_by_name??V(r,`notice_somebody`)})}
          </p>`}
    ${s===null?A:O`<p>${V(r,`notice_snoozed`,{time:q(n,s,i)})}</p>`}
    ${l.length===0?A:O`<div class="actions">${l}</div>`}
    ${c===void 0?A:O`<p class="failure" role="alert">${c}</p>`}
  </li>`}function Ft(e,t,n,r,i=!1){return O`<button
    class=${i?`main`:``}
    ?disabled=${e.busy.has(t.id)}
    aria-label="${n}: ${Fe(e.localize,t.cause)}"
    @click=${()=>{e.send(t,r)}}
  >
    ${n}
  </button>`}function It(e,t){let{hass:n,localize:r,person:i,nowMs:a}=e;if(t.vital===null||t.value===null)return Pe(r,t.rule);let o=gt(n,i.device_id,t.vital),s=e=>{let{text:i,unit:a}=Z(n,r,t.vital??``,e,t.unit??``,o);return a===``?i:`${i} ${a}`},c=V(r,`notice_value`,{vital:U(r,t.vital),value:s(t.value),time:q(n,t.time,a)}),l=t.worst??t.value;return t.limit===null||typeof l!=`number`?c:`${c} ${V(r,l<t.limit?`notice_limit_low`:`notice_limit_high`,{limit:s(t.limit)})}`}function Lt(e,t,n,r){let i=[],a=(e,r)=>{i.push([W(t,n.assessment,e),r])};return n.refused!==null&&a(`refused`,W(t,n.assessment,`refused`,n.refused)),n.missing.length>0&&a(`missing`,n.missing.map(e=>U(t,e)).join(`, `)),n.coverage!==null&&a(`coverage`,`${K(e,n.coverage*100,0)} %`),n.confidence!==null&&a(`confidence`,W(t,n.assessment,`confidence`,n.confidence)),O`
    ${e.language.startsWith(`en`)&&n.explanation!==``?O`<p>${n.explanation}</p>`:A}
    ${n.inputs.length>0?Rt(e,t,n,r):A}
    <dl>
      ${i.map(([e,t])=>O`<div>
            <dt>${e}</dt>
            <dd>${t}</dd>
          </div>`)}
    </dl>
  `}function Rt(e,t,n,r){return O`<table>
    <caption>
      ${W(t,n.assessment,`inputs`)}
    </caption>
    <tbody>
      ${n.inputs.map(n=>zt(e,t,n,r))}
    </tbody>
  </table>`}function zt(e,t,n,r){let i=Z(e,t,n.key,n.value,n.unit),a=n.points?O`<span class="note">${V(t,`card_points`,{points:K(e,n.points,2)})}</span>`:A;return O`<tr>
    <th scope="row">${U(t,n.key)}</th>
    <td><bdi>${i.text} ${i.unit}</bdi>${a}</td>
    <td>${n.measured_at===void 0?``:it(e,Date.parse(n.measured_at),r)}</td>
  </tr>`}var Bt=o`
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
    grid-template-columns: repeat(auto-fill, minmax(136px, 1fr));
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
    font-size: var(--ha-font-size-m, 14px);
  }
  .vital .value {
    font-size: 30px;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 6px;
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

  @container (max-width: 340px) {
    .vitals {
      grid-template-columns: 1fr 1fr;
    }
    .vital .value {
      font-size: 24px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .toggle ha-icon {
      transition: none;
    }
  }
`,Q,Vt=15e3;function Ht(e,t){return t?.connection!==e.connection||t.language!==e.language||t.locale!==e.locale||t.localize!==e.localize||t.entities!==e.entities||t.devices!==e.devices||t.config!==e.config}var $=(Q=class extends L{constructor(...e){super(...e),this.unfolded=``,this.busy=new Set,this.failed=new Map}setConfig(e){this.config=ft(e)}getCardSize(){return 6}getGridOptions(){return{columns:12,min_columns:6}}connectedCallback(){super.connectedCallback(),this.clock=setInterval(()=>{this.requestUpdate()},Vt),this.follow()}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.clock),this.unfollow()}willUpdate(e){(e.has(`hass`)||e.has(`config`))&&(this.follow(),this.loadWords())}follow(){let e=this.hass?.connection,t=this.hass&&this.config&&pt(this.hass,this.config);if(this.followed?.connection===e&&this.followed?.personId===t||(this.unfollow(),e===void 0||!t||!this.isConnected))return;let n=qe(e,t).follow(e=>{this.live=e});this.followed={connection:e,personId:t,leave:n}}unfollow(){this.followed?.leave(),this.followed=void 0,this.live=void 0}async loadWords(){let{hass:e}=this;if(e!==void 0)try{let t=await Me(e);e.language===this.hass?.language&&(this.localize=t)}catch{}}async send(e,t,n){let{hass:r,localize:i}=this;if(r===void 0||i===void 0||this.busy.has(t.id))return;this.busy=new Set([...this.busy,t.id]);let a=new Map(this.failed);a.delete(t.id);try{await r.connection.sendMessagePromise({type:`healthsense/alert`,person_id:e.person_id,alert:t.id,do:n.do,...n.do===`snooze`?{duration:n.minutes*60}:{}})}catch(e){a.set(t.id,Be(Re(e),i))}this.failed=a,this.busy=new Set([...this.busy].filter(e=>e!==t.id))}render(){let{hass:e,localize:t}=this;if(e===void 0||t===void 0||this.config===void 0)return O`<ha-card></ha-card>`;let n=this.live?.person??null;return n===null?O`<ha-card><section>${Wt(this.trouble(e,t))}</section></ha-card>`:O`<ha-card
      ><section aria-label=${n.name}>${this.whole(e,t,this.config,n)}</section></ha-card
    >`}trouble(e,t){return this.config===void 0||pt(e,this.config)===void 0?V(t,`card_choose_person`):this.live?.gone?V(t,`card_gone`):this.live?.connected===!1?V(t,`card_no_connection`):this.live?.failure?Be(this.live.failure,t):V(t,`card_waiting`)}whole(e,t,n,r){let i=Date.now(),a=Ot(e,t,r,n.vitals),o=(n.scores?.length?n.scores:dt).flatMap(e=>e===`overall_status`?[]:r.assessments[e]??[]),s=r.assessments.overall_status,c=Et(r,t);return O`
      <div class="head">
        <h2>${r.name}</h2>
        ${s===void 0?Ut(c):this.toggle(`overall_status`,Ut(c))}
      </div>
      ${this.rests(e,t,s,i)} ${this.banner(e,t,r,i)}
      ${Nt({hass:e,localize:t,person:r,nowMs:i,busy:this.busy,failed:this.failed,send:(e,t)=>void this.send(r,e,t)})}
      <h3>${V(t,`card_readings`)}</h3>
      ${a.length===0?Wt(V(t,`card_no_readings`)):O`<ul class="vitals" role="list">
              ${a.map(n=>O`<li>${this.vital(e,t,n,i)}</li>`)}
            </ul>`}
      ${o.length===0?A:O`<h3>${V(t,`card_scores`)}</h3>
              <ul role="list">
                ${o.map(n=>O`<li class="score">${this.score(e,t,n,i)}</li>`)}
              </ul>`}
    `}banner(e,t,n,r){if(this.live?.connected===!1&&n.time!==null)return O`<p class="banner" role="status">${V(t,`card_known_at`,{time:q(e,n.time,r)})}</p>`;if(this.live?.failure)return O`<p class="banner" role="status">${Be(this.live.failure,t)}</p>`;let i=n.alerts?.paused_until;return i?O`<p class="banner">${V(t,`card_paused`,{time:q(e,i,r)})}</p>`:A}vital(e,t,n,r){let{fresh:i,measured_at:a,quality:o}=n.reading,s=it(e,Date.parse(a),r),c=O`
      <span class="name">${n.name}</span>
      <bdi class="value"
        >${n.shown.text}${n.shown.unit===``?``:O` <span class="unit">${n.shown.unit}</span>`}</bdi
      >
      <span class="fresh">
        <ha-icon .icon=${i?`mdi:check-circle-outline`:`mdi:clock-alert-outline`} aria-hidden="true"></ha-icon>
        <span>
          ${i?O`<span class="spoken">${V(t,`card_current`)}, </span>`:O`${V(t,`card_old`)}, `}${s}
        </span>
      </span>
      ${o===void 0?A:O`<span class="note">${V(t,`card_signal`,{quality:o})}</span>`}
    `,l=`vital ${i?``:`old`}`;return n.entityId===void 0?O`<div class=${l}>${c}</div>`:O`<button
      class=${l}
      @click=${()=>{this.more(n.entityId)}}
    >
      ${c}
    </button>`}score(e,t,n,r){let i=kt(e,t,n);return O`${this.toggle(i.key,O`<span class="name">${i.name}</span> ${i.value===``?A:O`<bdi>${i.value}</bdi>`}
        ${i.status===null?A:Ut(i.status)}`)}${this.rests(e,t,n,r)}`}toggle(e,t){let n=this.unfolded===e;return O`<button
      class="toggle"
      aria-expanded=${n?`true`:`false`}
      aria-controls="rests-${e}"
      @click=${()=>{this.unfolded=n?``:e}}
    >
      ${t}<ha-icon .icon=${`mdi:chevron-down`} aria-hidden="true"></ha-icon>
    </button>`}rests(e,t,n,r){if(n===void 0)return A;let i=this.unfolded===n.assessment;return O`<div class="rests" id="rests-${n.assessment}" ?hidden=${!i}>
      ${i?Lt(e,t,n,r):A}
    </div>`}more(e){let t={entityId:e};this.dispatchEvent(new CustomEvent(`hass-more-info`,{detail:t,bubbles:!0,composed:!0}))}},Q.styles=Bt,Q.getConfigForm=bt,Q.getStubConfig=_t,Q);J([R({attribute:!1,hasChanged:Ht})],$.prototype,`hass`,void 0),J([z()],$.prototype,`config`,void 0),J([z()],$.prototype,`live`,void 0),J([z()],$.prototype,`localize`,void 0),J([z()],$.prototype,`unfolded`,void 0),J([z()],$.prototype,`busy`,void 0),J([z()],$.prototype,`failed`,void 0),$=J([Oe(`healthsense-person-card`)],$);function Ut(e){return O`<healthsense-status .gravity=${e.gravity} .label=${e.label}></healthsense-status>`}function Wt(e){return O`<p class="message" role="status">${e}</p>`}var Gt=`https://github.com/healthsense-home/healthsense/blob/main/docs/cards.md`;function Kt(){let e={type:st,name:`HealthSense: a person now`,description:`Vital signs, status, alerts and scores of one person, live.`,preview:!0,documentationURL:Gt,getEntitySuggestion:vt};window.customCards??=[],window.customCards.some(e=>e.type===`healthsense-person-card`)||(window.customCards.push(e),qt(e))}async function qt(e){await customElements.whenDefined(`home-assistant`);let t=document.querySelector(`home-assistant`)?.hass;if(t!==void 0)try{let n=await Me(t);e.name=V(n,`card_person_name`)||e.name,e.description=V(n,`card_person_description`)||e.description}catch{}}Kt();