using System.Text;
using AgentGateway.Attach;

namespace AgentGateway.Host.Tests.Attach;

public sealed class DetachKeyTests
{
    [Theory]
    [InlineData("\x11", 0)]
    [InlineData("abc\x11", 3)]
    [InlineData("ab\e[113;5u", 2)]
    [InlineData("\e[113;133:1u", 0)]
    [InlineData("\e[27;5;113~", 0)]
    [InlineData("q", -1)]
    [InlineData("\e[113;5:3u", -1)]
    [InlineData("\e[113;7u", -1)]
    [InlineData("\e[A\e[15~", -1)]
    [InlineData("\e[200~\x11\e[201~", -1)]
    [InlineData("\e[200~\x11\e[201~\x11", 13)]
    public void The_key_is_found_however_the_terminal_writes_it(string typed, int at) =>
        Assert.Equal(at, DetachKey.Read("ctrl-q").Value.Find(Encoding.ASCII.GetBytes(typed)));

    [Fact]
    public void Pasted_text_is_text_also_when_it_comes_in_pieces()
    {
        var key = DetachKey.Read("ctrl-q").Value;

        Assert.Equal(-1, key.Find("\e[20"u8));
        Assert.Equal(-1, key.Find("0~ab"u8));
        Assert.Equal(-1, key.Find("\x11"u8));
        Assert.Equal(-1, key.Find("\e[201"u8));
        Assert.Equal(1, key.Find("~\x11"u8));
    }

    [Theory]
    [InlineData("ctrl-]", 0x1D)]
    [InlineData("Ctrl-B", 0x02)]
    [InlineData("ctrl-\\", 0x1C)]
    public void Another_key_can_be_chosen(string name, byte typed) => Assert.Equal(
        0, DetachKey.Read(name).Value.Find([typed]));

    [Theory]
    [InlineData("q")]
    [InlineData("ctrl-")]
    [InlineData("ctrl-1")]
    [InlineData("alt-q")]
    [InlineData("")]
    public void What_is_no_such_key_is_refused(string name) => Assert.Equal(
        "invalid_key", DetachKey.Read(name).Rejection?.Code);
}
