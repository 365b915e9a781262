namespace AgentGateway.Terminal.Screen;

/// <summary>Which mouse events the program wants to hear of.</summary>
public enum MouseTracking : byte
{
    None,
    Buttons,
    Drag,
    All,
}

/// <summary>How mouse events are written.</summary>
public enum MouseEncoding : byte
{
    Default,
    Utf8,
    Sgr,
}

/// <summary>
/// The modes that the program has switched on and off. Code that types for a person needs most of them.
/// </summary>
public readonly record struct ScreenModes
{
    /// <summary>The modes that a terminal starts with.</summary>
    public static ScreenModes Initial => new() { AutoWrap = true, CursorVisible = true };

    public bool AutoWrap { get; init; }

    public bool CursorVisible { get; init; }

    public bool Insert { get; init; }

    public bool Origin { get; init; }

    /// <summary>A line feed also returns the carriage.</summary>
    public bool NewLine { get; init; }

    /// <summary>Cursor keys send ESC O instead of ESC [.</summary>
    public bool ApplicationCursorKeys { get; init; }

    public bool ApplicationKeypad { get; init; }

    /// <summary>The program wants pasted text in brackets (mode 2004).</summary>
    public bool BracketedPaste { get; init; }

    /// <summary>The program wants to hear when the terminal gains and loses the focus (mode 1004).</summary>
    public bool FocusReports { get; init; }

    /// <summary>The program is in the middle of drawing: the screen is not complete (mode 2026).</summary>
    public bool SynchronizedOutput { get; init; }

    public MouseTracking Mouse { get; init; }

    public MouseEncoding MouseEncoding { get; init; }
}
