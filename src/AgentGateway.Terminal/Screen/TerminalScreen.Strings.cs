using System.Globalization;
using System.Text;

namespace AgentGateway.Terminal.Screen;

/// <summary>
/// Operating system commands: titles, notifications, links, the working directory. The clipboard (OSC 52) is neither set nor
/// told, and no colour of the palette is changed.
/// </summary>
public sealed partial class TerminalScreen
{
    private const int NotificationsMax = 32;
    private const int TextMax = 1024;
    private readonly Queue<ScreenNotification> _notifications = new();

    /// <summary>The window's title (OSC 0 or 2), without controls, at most 1,024 characters.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The icon's title (OSC 0 or 1).</summary>
    public string IconTitle { get; private set; } = "";

    /// <summary>The working directory as the program last gave it (OSC 7), usually a file: address; null where it never did.</summary>
    public string? WorkingDirectory { get; private set; }

    public ScreenProgress Progress { get; private set; }

    /// <summary>How many notifications were dropped because nobody took the ones before.</summary>
    public long NotificationsDropped { get; private set; }

    /// <summary>Takes the notifications that came since the last time, oldest first; at most 32 wait.</summary>
    public IReadOnlyList<ScreenNotification> TakeNotifications()
    {
        ScreenNotification[] taken = [.. _notifications];
        _notifications.Clear();
        return taken;
    }

    void IVtSink.OperatingSystemCommand(ReadOnlySpan<byte> content)
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
                var parts = text.Split(';', 3);
                Notify(parts[1], parts.Length == 3 ? parts[2] : "");
                break;
            default:
                break;
        }
    }

    private void SetLink(string text)
    {
        var address = text[(text.IndexOf(';', StringComparison.Ordinal) + 1)..];
        SetStyle(_style with { Link = address.Length == 0 ? (ushort)0 : _tables.InternLink(address) });
    }

    private void NotifyOrProgress(string text)
    {
        if (!text.StartsWith("4;", StringComparison.Ordinal))
        {
            Notify("", text);
            return;
        }

        var parts = text.Split(';');
        var state = Number(parts, 1);
        if (state <= 4)
            Progress = new ScreenProgress(state, Math.Min(100, Number(parts, 2)));
    }

    private static int Number(string[] parts, int index) =>
        index < parts.Length && int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;

    private void Notify(string title, string body)
    {
        if (_notifications.Count == NotificationsMax)
        {
            _notifications.Dequeue();
            NotificationsDropped++;
        }

        _notifications.Enqueue(new ScreenNotification(Shortened(title), Shortened(body)));
    }

    /// <summary>Text that is not UTF-8 is not obeyed; controls are left out, so that nobody who shows it obeys them either.</summary>
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
        if (text.Length <= TextMax)
            return text;
        return text[..(char.IsHighSurrogate(text[TextMax - 1]) ? TextMax - 1 : TextMax)];
    }
}
