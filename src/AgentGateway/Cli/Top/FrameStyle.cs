namespace AgentGateway.Cli.Top;

/// <summary>How text looks, by what it means.</summary>
internal enum FrameStyle : byte
{
    Plain,
    Dim,
    Bold,

    /// <summary>Everything goes on by itself.</summary>
    Busy,

    /// <summary>It waits for a person.</summary>
    Calls,

    /// <summary>It does not go on.</summary>
    Broken,

    Chosen,
}
