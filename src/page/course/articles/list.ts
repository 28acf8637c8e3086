/** The pages of words beside the scenarios: ids are addresses, and stay. */
export const articles: readonly { id: string; title: string; lead: string }[] = [
  {
    id: 'glossary',
    title: 'Glossary',
    lead: 'Six words in which everything here is told, and those that come with them.',
  },
  {
    id: 'what-the-post-said',
    title: 'What the post said, and what is so',
    lead: 'This course follows a post to the Twisted mailing list of August 2009, an introduction for beginners that asks to be checked. Here is what it said, point by point, what is so today, and how we know.',
  },
  {
    id: 'in-your-own-server',
    title: 'In your own server',
    lead: 'How to find what each chapter shows in a program that runs. Every program here has been run as it stands, and every print is what came out.',
  },
];
