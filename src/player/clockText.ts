/** A time as one says it: `4.6 s`, `5 min`, `1 min 30 s`, `2 h 11 min`. */
export function clockText(timeNs: number): string {
  const seconds = timeNs / 1e9;
  if (seconds < 59.95) return `${seconds.toFixed(seconds < 9.95 || seconds % 1 >= 0.05 ? 1 : 0)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  const rest = Math.round(whole / 60) % 60;
  const hours = Math.floor(Math.round(whole / 60) / 60);
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
