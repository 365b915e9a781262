using System.Globalization;
using System.Text;

namespace AgentGateway.Terminal.Screen;

/// <summary>
/// Texts that a program sends by operating system commands: titles, the working directory, notifications,
/// progress, links. The clipboard (OSC 52) is neither set nor told, and no colour of the palette is changed.
/// </summary>
internal sealed class ProgramTexts(Pen pen, StyleTables tables)
{
    private const int NotificationsMax = 32;
    private const int CharactersMax = 1024;
    private readonly Queue<ScreenNotification> _notifications = new();

    public string Title { get; private set; } = "";

    public string IconTitle { get; private set; } = "";

    public string? WorkingDirectory { get; private set; }

    public ScreenProgress Progress { get; private set; }

    public long NotificationsDropped { get; private set; }

    public IReadOnlyList<ScreenNotification> TakeNotifications()
    {
        ScreenNotification[] taken = [.. _notifications];
        _notifications.Clear();
        return taken;
    }

    /// <param name="content">A number, a semicolon, and the text.</param>
    public void Obey(ReadOnlySpan<byte> content)
    {
        var end = content.IndexOf((byte)';');
        if (end < 1 || !int.TryParse(content[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var command))
            return;
        if (!TryText(content[(end + 1)..], out var text))
            return;
        switch (command)
        {
            case 0:
                Title = IconTitle = Shortened(text);
                break;
            case 1:
                IconTitle = Shortened(text);
                break;
            case 2:
                Title = Shortened(text);
                break;
            case 7:
                WorkingDirectory = Shortened(text);
                break;
            case 8:
                SetLink(text);
                break;
            case 9:
                NotifyOrProgress(text);
                break;
            case 777 when text.StartsWith("notify;", StringComparison.Ordinal):
                var fields = text.Split(';', 3);
                Notify(fields[1], fields.Length == 3 ? fields[2] : "");
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// Text that follows is a link to this address, until an empty address comes. Parameters before it are not
    /// used.
    /// </summary>
    private void SetLink(string text)
    {
        var address = text[(text.IndexOf(';', StringComparison.Ordinal) + 1)..];
        pen.Style = pen.Style with { Link = address.Length == 0 ? (ushort)0 : tables.InternLink(address) };
    }

    private void NotifyOrProgress(string text)
    {
        if (!text.StartsWith("4;", StringComparison.Ordinal))
        {
            Notify("", text);
            return;
        }

        var fields = text.Split(';');
        var state = Number(fields, 1);
        if (state <= 4)
            Progress = new ScreenProgress(state, Math.Min(100, Number(fields, 2)));
    }

    private static int Number(string[] fields, int index) =>
        index < fields.Length
            && int.TryParse(fields[index], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;

    private void Notify(string title, string body)
    {
        if (_notifications.Count == NotificationsMax)
        {
            _notifications.Dequeue();
            NotificationsDropped++;
        }

        _notifications.Enqueue(new ScreenNotification(Shortened(title), Shortened(body)));
    }

    /// <summary>
    /// Text that is not UTF-8 is not obeyed; controls are left out, so that no terminal that shows it obeys them
    /// either.
    /// </summary>
    private static bool TryText(ReadOnlySpan<byte> content, out string text)
    {
        text = "";
        if (!System.Text.Unicode.Utf8.IsValid(content))
            return false;
        text = Encoding.UTF8.GetString(content);
        if (text.Any(char.IsControl))
            text = string.Concat(text.Where(character => !char.IsControl(character)));
        return true;
    }

    private static string Shortened(string text)
    {
        if (text.Length <= CharactersMax)
            return text;
        return text[..(char.IsHighSurrogate(text[CharactersMax - 1]) ? CharactersMax - 1 : CharactersMax)];
    }
}
