// SPDX-License-Identifier: Apache-2.0

/// Style and script of pages.
enum PageAssets {
    static let style = """
        :root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6676;--line:#d5dae1;--paper:#fff;--head:#f2f4f7;\
        --good:#17703f;--mixed:#8a5a00;--bad:#a8231c;--land:#e9ecf0;--dot:#b3261e}
        @media(prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#a3adba;--line:#3a4350;--paper:#161a20;\
        --head:#222933;--good:#6fd69b;--mixed:#f0c060;--bad:#ff8a80;--land:#2a323d;--dot:#ff8a80}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:1180px;padding:24px 20px 60px;background:var(--paper);color:var(--ink);\
        font:15px/1.5 system-ui,"Noto Sans","Noto Sans Arabic",sans-serif}
        h1{font-size:26px;margin:0 0 4px}h2{font-size:19px;margin:36px 0 10px}h3{font-size:16px;margin:0}
        header p{margin:2px 0;color:var(--soft);overflow-wrap:anywhere}
        header .verdict{margin-top:10px;padding:8px 12px;border-inline-start:4px solid;background:var(--head);font-weight:600}
        .good{color:var(--good)!important}.mixed{color:var(--mixed)!important}.bad{color:var(--bad)!important}
        .figures{display:flex;flex-wrap:wrap;gap:10px;margin:18px 0}
        .figure{min-width:118px;padding:8px 12px;border:1px solid var(--line);border-radius:6px}
        .figure b{display:block;font-size:22px;font-variant-numeric:tabular-nums}.figure span{color:var(--soft);font-size:13px}
        figure{margin:18px 0}figcaption{color:var(--soft);font-size:13px}
        .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(330px,1fr));gap:14px;max-width:900px}
        .plots figure{margin:0}
        svg{display:block;width:100%;max-width:760px;height:auto;max-height:70vh;border:1px solid var(--line)}
        .land path{fill:var(--land);stroke:var(--soft);stroke-width:.7;stroke-linejoin:round}
        .land .known{fill:var(--dot);fill-opacity:.22}
        .areas path{fill:var(--dot);fill-opacity:.25;stroke:var(--dot);stroke-width:1.2}
        .areas .line{fill:none;stroke-width:2.5;stroke-opacity:.6;stroke-linecap:round}
        .names text{font-size:10px;fill:var(--ink);text-anchor:middle;dominant-baseline:middle;paint-order:stroke;\
        stroke:var(--land);stroke-width:2.5;pointer-events:none}
        .dots circle{fill:var(--dot);fill-opacity:.5;stroke:var(--dot)}
        .input{border:1px solid var(--line);border-radius:6px;padding:12px 14px;margin:10px 0}
        .input p{margin:0;color:var(--soft);overflow-wrap:anywhere}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:8px 0}
        dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
        summary{cursor:pointer;color:var(--soft)}
        .scroll{overflow:auto;max-height:70vh;border:1px solid var(--line);border-radius:6px;margin-top:6px}
        table{border-collapse:collapse;width:100%;font-size:14px}
        th{position:sticky;top:0;background:var(--head);text-align:start;padding:0}
        th button{font:inherit;font-weight:600;color:inherit;background:none;border:0;padding:6px 10px;cursor:pointer;\
        width:100%;text-align:start;white-space:nowrap}
        th[aria-sort=ascending] button::after{content:" \\25B2"}th[aria-sort=descending] button::after{content:" \\25BC"}
        td{padding:5px 10px;border-top:1px solid var(--line);vertical-align:top;text-align:start;\
        overflow-wrap:break-word;max-width:420px}
        .figures-only td{overflow-wrap:normal;font-variant-numeric:tabular-nums}.figures-only td:first-child{white-space:nowrap}
        tr.bad td:first-child,tr.mixed td:first-child{border-inline-start:3px solid}
        tr.bad td,tr.mixed td{color:var(--ink)}tr.bad td:first-child{border-inline-start-color:var(--bad)}\
        tr.mixed td:first-child{border-inline-start-color:var(--mixed)}
        @media print{.scroll{max-height:none;overflow:visible}figure,tr{break-inside:avoid}h2{break-after:avoid}}
        """

    static let script = """
        document.querySelectorAll("table").forEach(function(table){
        var heads=table.tHead.rows[0].cells,body=table.tBodies[0];
        Array.prototype.forEach.call(heads,function(head,column){head.firstChild.addEventListener("click",function(){
        var down=head.getAttribute("aria-sort")==="ascending";
        Array.prototype.forEach.call(heads,function(other){other.removeAttribute("aria-sort")});
        head.setAttribute("aria-sort",down?"descending":"ascending");
        Array.from(body.rows).map(function(row,place){return{row:row,place:place,text:row.cells[column].textContent}})
        .sort(function(a,b){var x=Number(a.text),y=Number(b.text);
        var order=a.text!==""&&b.text!==""&&!isNaN(x)&&!isNaN(y)?x-y:a.text.localeCompare(b.text);
        return(down?-order:order)||a.place-b.place}).forEach(function(one){body.appendChild(one.row)})})})});
        """
}
