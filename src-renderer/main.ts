import './client/no-eval.ts';
import { mount } from 'svelte';
import './theme/tokens.css';
import './theme/cursors.css';
import './theme/base.css';
import './theme/controls.css';
import App from './App.svelte';
import { language } from './language/language.svelte.ts';

language.begin();
mount(App, { target: document.getElementById('app')! });
