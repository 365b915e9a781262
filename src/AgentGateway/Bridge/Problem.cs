namespace AgentGateway.Bridge;

/// <summary>Why there is no daemon: fit for people and, with its code, for programs.</summary>
internal sealed record Problem(string Code, string Message, string Hint)
{
    public static Problem Gone { get; } = new(
        "daemon_gone", "The daemon ended before it answered; what it acknowledged before is kept.",
        "Look with thread_read before sending again, or send again with the same idempotency_key.");

    /// <summary>A JSON-RPC error that answers the request with that id.</summary>
    public string Answer(string rawId) =>
        $$"""{"jsonrpc":"2.0","id":{{rawId}},"error":{"code":-32000,"message":{{Json(Message)}},"data":""" +
        $$"""{"code":{{Json(Code)}},"message":{{Json(Message)}},"hint":{{Json(Hint)}} } } }""" + "\n";

    /// <summary>A JSON text, written here because the bridge loads no JSON library.</summary>
    public static string Json(string text)
    {
        var json = new System.Text.StringBuilder("\"", text.Length + 2);
        foreach (var sign in text)
        {
            if (sign is '"' or '\\') json.Append('\\').Append(sign);
            else if (sign < ' ')
                json.Append("\\u00").Append("0123456789abcdef"[sign >> 4]).Append("0123456789abcdef"[sign & 15]);
            else json.Append(sign);
        }

        return json.Append('"').ToString();
    }
}
