package plot
import ("testing";"os";"channelsim/output/internal/synthetic")
func TestZ(t *testing.T){
 for i, st := range []synthetic.Story{synthetic.DeathSpiral, synthetic.Healthy, synthetic.Steady, synthetic.TooFew} {
  if i==1 {st.Start="2026-07-01"; st.Title="better leads, fewer of them, and a title that goes on and on so that somebody has to do something about its length, which is what we want to see here, really and truly, in the caption"}
  dir := "/tmp/of/pics/"+string(rune('0'+i)); os.MkdirAll(dir,0o777)
  if err := Pictures(dir, st.Answer(), Options{Version:"0.1.0"}); err!=nil {t.Fatal(err)}
 }
}
