/**
 * The contract's schemas would try whether they may compile code at run time. The page's content security policy forbids
 * that, and each try would stand in the browser's console as a violation. Must be imported before the contract.
 */
import { z } from 'zod';

z.config({ jitless: true });
