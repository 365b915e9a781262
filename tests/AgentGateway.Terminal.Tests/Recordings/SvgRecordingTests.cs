using System.Globalization;
using System.Text;
using System.Xml.Linq;
using AgentGateway.Terminal.Recordings;

namespace AgentGateway.Terminal.Tests.Recordings;

/// <summary>A recording as a picture: what is shown when, whatever a program printed.</summary>
public sealed class SvgRecordingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public async Task Each_moment_in_which_something_changes_is_a_frame_and_pauses_are_cut()
    {
        var picture = await MakeAsync((0, "$ "), (0.02, "ls"), (1, "\r\nfile"), (60, "\r\n$ "), (61, ""));

        Assert.Contains("animation:s 6s", picture, StringComparison.Ordinal);
        Assert.Equal(
            ["0%", "16.667%", "50%"],
            picture.Split('\n').Where(line => line.Contains("%{", StringComparison.Ordinal))
                .Select(line => line[..(line.IndexOf('%', StringComparison.Ordinal) + 1)]));
    }

    [Fact]
    public async Task A_row_that_stays_is_drawn_once()
    {
        var drawn = XDocument.Parse(await MakeAsync((0, "first\r\n"), (1, "second"), (2, "\r\nthird")));

        Assert.Equal(["first", "second", "third"], drawn.Descendants(Svg + "text").Select(text => text.Value));
        Assert.Equal(6, drawn.Descendants(Svg + "use").Count());
    }

    [Fact]
    public async Task Colours_and_attributes_are_those_of_the_screen()
    {
        var drawn = XDocument.Parse(
            await MakeAsync((0, "\e[1;31mred\e[0m \e[7mturned\e[0m \e[38;5;196mcube\e[48;2;1;2;3mtrue\e[0m")));

        var texts = drawn.Descendants(Svg + "text").ToDictionary(text => text.Value);
        Assert.Equal("bold", (string?)texts["red"].Attribute("font-weight"));
        Assert.Equal("fill:#e06c75", (string?)texts["red"].Attribute("style"));
        Assert.Equal("fill:#1d2129", (string?)texts["turned"].Attribute("style"));
        Assert.Equal("fill:#ff0000", (string?)texts["cube"].Attribute("style"));
        Assert.Contains(drawn.Descendants(Svg + "rect"), rect => (string?)rect.Attribute("fill") == "#010203");
    }

    [Fact]
    public async Task What_a_program_prints_cannot_leave_its_text()
    {
        var picture = await MakeAsync((0, "</text><script>alert(1)</script>&\"'\ufffe"));

        Assert.Empty(XDocument.Parse(picture).Descendants(Svg + "script"));
        Assert.Equal(
            "</text><script>alert(1)</script>&\"'", XDocument.Parse(picture).Descendants(Svg + "text").Single().Value);
    }

    [Fact]
    public async Task A_recording_of_too_many_frames_is_no_picture()
    {
        var events = Enumerable.Range(0, 2000).Select(at => ((double)at, $"{at}\r\n")).ToArray();

        Assert.Null(await SvgRecording.MakeAsync(new StringReader(Cast(events)), CancellationToken.None));
        Assert.Null(await SvgRecording.MakeAsync(new StringReader(Cast()), CancellationToken.None));
    }

    private static async Task<string> MakeAsync(params (double At, string Output)[] events) =>
        Assert.IsType<string>(await SvgRecording.MakeAsync(new StringReader(Cast(events)), CancellationToken.None));

    private static string Cast(params (double At, string Output)[] events)
    {
        var cast = new StringBuilder("{\"version\":2,\"width\":40,\"height\":5,\"title\":\"a < b\"}\n");
        foreach (var (at, output) in events)
            cast.Append(
                CultureInfo.InvariantCulture,
                $"[{at},\"o\",{System.Text.Json.JsonSerializer.Serialize(output)}]\n");
        return cast.ToString();
    }
}
