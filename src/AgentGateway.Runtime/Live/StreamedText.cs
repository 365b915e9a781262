using System.Text;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Secrets;

namespace AgentGateway.Runtime.Live;

/// <summary>
/// What an agent has streamed since its last durable step. Its text is shown before it enters the journal, so secrets are
/// taken out here too. A piece may end within a value: what may be the beginning of one is held until more has come.
/// Safe for several threads.
/// </summary>
internal sealed class StreamedText(AgentId agent, KnownSecrets secrets)
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _shown = new();
    private string _held = "";

    public AgentId Agent => agent;

    /// <summary>What may be seen of it now.</summary>
    public string Shown
    {
        get
        {
            // A value may have become known since.
            lock (_gate) return secrets.Redact(_shown.ToString());
        }
    }

    /// <summary>All of it, for the journal.</summary>
    public string All
    {
        get
        {
            lock (_gate) return _shown + _held;
        }
    }

    /// <summary>Adds a piece. What can be shown from now on is the answer.</summary>
    public string Add(string piece)
    {
        lock (_gate)
        {
            var text = _held + piece;
            var begun = secrets.Matcher.BegunAt(text, begunBytesMin: 1);
            _held = text[begun..];
            return Show(text[..begun]);
        }
    }

    /// <summary>Nothing more comes: the rest that was held is the answer.</summary>
    public string End()
    {
        lock (_gate)
        {
            var rest = _held;
            _held = "";
            return Show(rest);
        }
    }

    private string Show(string text)
    {
        var shown = secrets.Redact(text);
        _shown.Append(shown);
        return shown;
    }
}
