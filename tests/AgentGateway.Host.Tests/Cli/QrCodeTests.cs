using AgentGateway.Cli;
using QRCoder;

namespace AgentGateway.Host.Tests.Cli;

/// <summary>A link as a picture for a phone's camera.</summary>
public sealed class QrCodeTests
{
    private const string Link = "https://t.me/agw_bot?start=ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static readonly OutputStyle Terminal = OutputStyle.Plain with
    {
        IsTerminal = true, HasColour = true, Width = 80,
    };

    [Fact]
    public void The_drawing_is_the_code_in_black_on_white_with_its_margin()
    {
        var drawn = QrCode.Lines(Link, Terminal)
            .Select(line => line.Replace("\e[38;5;16;48;5;231m", "", StringComparison.Ordinal))
            .Select(line => line.Replace("\e[0m", "", StringComparison.Ordinal))
            .SelectMany(line => new[]
            {
                string.Concat(line.Select(sign => sign is '█' or '▀' ? '#' : '.')),
                string.Concat(line.Select(sign => sign is '█' or '▄' ? '#' : '.')),
            })
            .ToArray();

        using var code = QRCodeGenerator.GenerateQrCode(Link, QRCodeGenerator.ECCLevel.L);
        var size = code.ModuleMatrix.Count;
        var wanted = code.ModuleMatrix.Select(
            row => string.Concat(Enumerable.Range(0, size).Select(at => row[at] ? '#' : '.')));
        Assert.Equal([.. wanted, new('.', size)], drawn);
        Assert.All(drawn[..4], row => Assert.DoesNotContain('#', row));
        Assert.StartsWith("....#######.", drawn[4], StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_would_not_fit_or_not_be_seen_there_is_none()
    {
        var columns = QrCode.Lines(Link, Terminal)[0].Count(sign => sign is '█' or '▀' or '▄' or ' ');
        Assert.NotEmpty(QrCode.Lines(Link, Terminal with { Width = columns }));
        Assert.Empty(QrCode.Lines(Link, Terminal with { Width = columns - 1 }));
        Assert.Empty(QrCode.Lines(Link, Terminal with { HasColour = false }));
        Assert.Empty(QrCode.Lines(Link, OutputStyle.Plain));
    }
}
