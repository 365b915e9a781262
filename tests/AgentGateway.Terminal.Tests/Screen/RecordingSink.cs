using System.Text;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Terminal.Tests.Screen;

/// <summary>Writes down what a parser tells, one piece to a line; neighbouring pieces of text are one.</summary>
internal sealed class RecordingSink : IVtSink
{
    private readonly List<string> _told = [];

    public string Told => string.Join('\n', _told);

    public static string Parse(params ReadOnlySpan<string> pieces)
    {
        var sink = new RecordingSink();
        var parser = new VtParser(sink);
        foreach (var piece in pieces)
            parser.Feed(Encoding.Latin1.GetBytes(piece));
        return sink.Told;
    }

    public void PrintAscii(ReadOnlySpan<byte> text) => Text(Encoding.ASCII.GetString(text));

    public void Print(int codePoint) => Text(new Rune(codePoint).ToString());

    public void Execute(byte control) => _told.Add($"control {control:x2}");

    public void Escape(VtSequence sequence) => _told.Add($"escape {Header(sequence)}");

    public void Control(VtSequence sequence) => _told.Add($"control {Header(sequence)}");

    public void OperatingSystemCommand(
        ReadOnlySpan<byte> content) => _told.Add($"command {Encoding.UTF8.GetString(content)}");

    public void DeviceControl(
        VtSequence sequence, ReadOnlySpan<byte> content) =>
            _told.Add($"device {Header(sequence)} {Encoding.UTF8.GetString(content)}");

    private void Text(string text)
    {
        if (_told.Count > 0 && _told[^1].StartsWith("text ", StringComparison.Ordinal))
            _told[^1] += text;
        else
            _told.Add("text " + text);
    }

    private static string Header(VtSequence sequence)
    {
        var header = new StringBuilder();
        if (sequence.Prefix != 0)
            header.Append((char)sequence.Prefix);
        for (var index = 0; index < sequence.Count; index++)
            header.Append(
                index == 0
                    ? ""
                    : sequence.IsSub(index)
                        ? ":"
                        : ";").Append(sequence.Get(index, VtSequence.Missing) is var value and >= 0 ? $"{value}" : "");
        for (var shift = 16; shift >= 0; shift -= 8)
        {
            if ((sequence.Intermediates >> shift) % 256 is var intermediate and not 0)
                header.Append((char)intermediate);
        }

        return header.Append((char)sequence.Final).ToString();
    }
}
