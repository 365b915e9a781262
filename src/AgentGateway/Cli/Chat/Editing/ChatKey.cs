namespace AgentGateway.Cli.Chat.Editing;

/// <summary>What a key asks for, by the usual bindings of readline.</summary>
internal enum KeyName
{
    /// <summary>Characters, one or more that came together.</summary>
    Text,

    /// <summary>Text that the terminal says was pasted: its line ends are text.</summary>
    Paste,

    Enter,
    NewLine,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    WordLeft,
    WordRight,
    Home,
    End,
    DeleteWordBack,
    DeleteWord,
    DeleteToEnd,
    DeleteToStart,
    Yank,
    Search,
    Redraw,
    Suspend,
    Interrupt,

    /// <summary>ctrl-D: the end of input on an empty line, else as <see cref="Delete"/>.</summary>
    EndOfInput,

    Escape,
}

/// <param name="Text">The characters of <see cref="KeyName.Text"/> and <see cref="KeyName.Paste"/>.</param>
internal readonly record struct ChatKey(KeyName Name, string Text = "");
