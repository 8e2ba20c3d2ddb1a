try{const d=document.documentElement.dataset,s=localStorage,t=s.getItem("theme");if(t)d.theme=t;if(d.breaking===s.getItem("breaking"))delete d.breaking}catch{}
