# Word of who may what: roles, rooms and accounts that others have changed.
roles-title = Roles in { $organisation } have changed
given = Now holds the role
given-again = Holds the role again
ended = Holds the role no more
ended-title = You no longer hold this role in { $organisation }: { $role }
again-title = You hold this role in { $organisation } again: { $role }
room-lost-title = A channel is no longer { $organisation }’s
room-lost = { $owner ->
    [none] The channel { $room } has been set free. Type “channel { $organisation }” in it to have it back.
   *[other] The channel { $room } now belongs to { $owner }. Messages to { $organisation } no longer come there.
 }
room-moved-title = Messages to { $organisation } come to another channel
room-moved = From now on they come to { $room }.
room-again-title = The channel is { $organisation }’s again
sparse-title = { $sparse ->
    [yes] A channel now shows titles, numbers and dates only: { $organisation }
   *[no] A channel now shows texts, too: { $organisation }
 }
sparse = { $sparse ->
    [yes] It is { $room }. Type “channel normal” in it to show the texts again.
   *[no] It is { $room }. Type “channel sparse” in it to show titles, numbers and dates only.
 }
joined-title = An account has been joined to another in { $organisation }
joined = The accounts are one person now, and each of them holds these roles in { $organisation }: { $roles }.
parted-title = The accounts in { $organisation } are no longer joined
acted-title = Something was done for { $organisation } through another workspace
acted = “{ $command }” was written for { $organisation } from a workspace where Samhandling can’t be certain who writes.
by = Done by { $name } ({ $account }), { $whom }.
administrator = administrator
through = Through the workspace of { $place }.
