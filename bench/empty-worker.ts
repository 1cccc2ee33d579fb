import { Hono } from 'hono'

// The least that an app on Hono does at the edge.
const app = new Hono()
app.get('*', (context) => context.text('empty'))
export default app
