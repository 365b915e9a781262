namespace AgentGateway.Cli.Top;

/// <summary>How text looks, by what it means.</summary>
internal enum FrameStyle : byte
{
    Plain,
    Dim,
    Bold,

    /// <summary>Everything goes on by itself.</summary>
    Busy,

    /// <summary>Somebody is waited for.</summary>
    Calls,

    /// <summary>It does not go on.</summary>
    Broken,

    Chosen,
}
