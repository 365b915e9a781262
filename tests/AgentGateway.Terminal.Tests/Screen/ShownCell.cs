using System.Text;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Terminal.Tests.Screen;

/// <summary>What one character on a screen looks like, with all code points that belong to it.</summary>
internal sealed record ShownCell(string Text, CellStyle Style)
{
    public override string ToString() => new StringBuilder(Text).Append('{')
        .Append(Color("f", Style.Foreground))
            .Append(Color("b", Style.Background))
            .Append(Color("u", Style.UnderlineColor))
        .Append(Style.Attributes == CellAttributes.None ? "" : Style.Attributes)
        .Append(Style.Underline == UnderlineStyle.None ? "" : Style.Underline).Append('}').Replace("{}", "").ToString();

    private static string Color(
        string name, TerminalColor color) => color.IsDefault ? "" : $"{name}:{color.Kind}{color.Value:x}";
}
