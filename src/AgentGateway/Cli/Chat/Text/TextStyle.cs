namespace AgentGateway.Cli.Chat.Text;

/// <summary>How a piece of text looks, by what it means.</summary>
[Flags]
internal enum TextStyle : ushort
{
    Plain = 0,
    Bold = 1,
    Dim = 2,
    Italic = 4,
    Underline = 8,
    Strike = 16,
    Code = 32,

    /// <summary>It waits for a person.</summary>
    Calls = 64,

    /// <summary>It failed.</summary>
    Broken = 128,

    /// <summary>Who speaks.</summary>
    Name = 256,
}
