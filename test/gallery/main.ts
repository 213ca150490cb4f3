import '../../src-renderer/client/no-eval.ts';
import { mount } from 'svelte';
import '../../src-renderer/theme/tokens.css';
import '../../src-renderer/theme/cursors.css';
import '../../src-renderer/theme/base.css';
import '../../src-renderer/theme/controls.css';
import { language } from '../../src-renderer/language/language.svelte.ts';
import Gallery from './Gallery.svelte';

// A console that never says a word: the components that show one get a sample state.
Object.assign(window, { warmroom: { send() {}, onMessage() {} } });
language.begin();
mount(Gallery, { target: document.getElementById('app')! });
