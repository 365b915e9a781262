namespace AgentGateway.Installation.Clients;

/// <summary>How far a client is set up.</summary>
internal enum ClientState
{
    NotSetUp,

    /// <summary>Something of agw is there, and setting up would change it or add to it.</summary>
    Incomplete,

    SetUp,

    /// <summary>A file of it cannot be read.</summary>
    Unreadable,
}
