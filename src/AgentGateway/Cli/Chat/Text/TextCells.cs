using System.Globalization;
using AgentGateway.Cli.Top;

namespace AgentGateway.Cli.Chat.Text;

/// <summary>The characters of a text, each with what joins it, and the cells that it takes.</summary>
internal static class TextCells
{
    /// <summary>A tab is shown as so many blanks.</summary>
    private const string Tab = "    ";

    public static IEnumerable<(string Element, int Cells)> Of(string text)
    {
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
        {
            var element = elements.GetTextElement();
            if (element == "\t") element = Tab;
            yield return (element, TextFrame.Width(element));
        }
    }

    public static int Width(string text) => Of(text).Sum(one => one.Cells);

    /// <summary>At most so many cells of a line, with a mark where it was cut.</summary>
    public static string Cut(string line, int width)
    {
        if (Width(line) <= width) return line;
        var taken = 0;
        return string.Concat(Of(line).TakeWhile(one => (taken += one.Cells) < width).Select(one => one.Element)) + "…";
    }
}
