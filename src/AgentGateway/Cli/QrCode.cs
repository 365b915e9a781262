using System.Collections;
using System.Text;
using QRCoder;

namespace AgentGateway.Cli;

/// <summary>
/// A text as a QR code for the camera of a phone, drawn with half blocks: two rows of the code are one line. It is black
/// on white whatever the colours of the terminal are, because many cameras do not read the other way round.
/// </summary>
internal static class QrCode
{
    private const string BlackOnWhite = "\e[38;5;16;48;5;231m";
    private const string Usual = "\e[0m";

    /// <summary>The lines; none where they would not fit or could not be seen.</summary>
    public static IReadOnlyList<string> Lines(string text, OutputStyle style)
    {
        if (!style.IsTerminal || !style.HasColour) return [];
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        var rows = code.ModuleMatrix;
        if (rows.Count > style.Width) return [];
        var lines = new List<string>();
        for (var row = 0; row < rows.Count; row += 2)
        {
            var line = new StringBuilder(BlackOnWhite);
            var below = row + 1 < rows.Count ? rows[row + 1] : new BitArray(rows.Count);
            for (var column = 0; column < rows.Count; column++)
                line.Append((rows[row][column], below[column]) switch
                {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                });
            lines.Add(line.Append(Usual).ToString());
        }

        return lines;
    }
}
