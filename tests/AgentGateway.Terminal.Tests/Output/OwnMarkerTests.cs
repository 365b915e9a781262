using System.Text;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Tests.Output;

/// <summary>Our markers are left out of recordings.</summary>
public sealed class OwnMarkerTests
{
    [Theory]
    [InlineData("a\x1b]7391;b;cmd_1;\ab\x1b]7391;e;cmd_1;0\ac", "abc")]
    [InlineData("\x1b]0;title\a\x1b[31mred", "\x1b]0;title\a\x1b[31mred")]
    [InlineData("ends with \x1b]73", "ends with \x1b]73")]
    [InlineData("\x1b]7391;unclosed", "\x1b]7391;unclosed")]
    public void Markers_are_left_out_in_whatever_pieces_they_come(string printed, string recorded)
    {
        for (var size = 1; size <= printed.Length; size++)
        {
            var (remover, left) = (new OwnMarkerRemover(), new StringBuilder());
            foreach (var piece in Encoding.ASCII.GetBytes(printed).Chunk(size))
                left.Append(Encoding.ASCII.GetString(remover.Feed(piece).Span));
            Assert.Equal(recorded, left.Append(Encoding.ASCII.GetString(remover.End().Span)).ToString());
        }
    }

    [Fact]
    public void A_control_string_that_is_too_long_to_be_ours_stays()
    {
        var printed = $"\x1b]7391;{new string('x', 200)}\aend";
        var remover = new OwnMarkerRemover();
        Assert.Equal(printed, Encoding.ASCII.GetString(remover.Feed(Encoding.ASCII.GetBytes(printed)).Span));
    }
}
