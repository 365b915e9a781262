using System.Text;
using AgentGateway.Runtime.Prompts;

namespace AgentGateway.Agents.Models;

/// <summary>
/// Shows text as it comes, but holds back a beginning that may still become the word for declining, so that followers
/// never see that word.
/// </summary>
internal sealed class StreamGate(Action<string> show, bool mayDecline)
{
    private readonly StringBuilder _held = new();
    private bool _open = !mayDecline;

    /// <summary>Whether anything was shown.</summary>
    public bool Shown { get; private set; }

    public void Show(string text)
    {
        if (!_open)
        {
            _held.Append(text);
            if (Declining.MayBecome(_held.ToString())) return;
            text = _held.ToString();
            _open = true;
        }

        Shown = true;
        show(text);
    }

    /// <summary>What is held was no declining after all, since calls follow.</summary>
    public void Open()
    {
        if (_open) return;
        _open = true;
        if (_held.Length == 0) return;
        Shown = true;
        show(_held.ToString());
    }
}
